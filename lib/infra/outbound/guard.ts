import { lookup as systemLookup } from "node:dns/promises";
import { Socket, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { isAllowed, mayReach, refuseUrl } from "./address-rules";
import { sourceRefused, sourceUnreachable } from "./source-refusals";

export interface Answer {
  readonly address: string;
  readonly family: number;
}
/** All addresses of a name. Tests hand in their own, everyone else uses the system's. */
export type Resolve = (hostname: string) => Promise<readonly Answer[]>;

export interface GuardOptions {
  readonly allow: readonly string[];
  readonly connectMs: number;
  readonly resolve?: Resolve | undefined;
  /** Told of each socket that stands, before anything of a request is written to it. */
  readonly opened?: ((socket: Socket) => void) | undefined;
}

/**
 * A dispatcher that connects to permitted addresses only. The socket is given exactly the answers
 * that were judged, so a name that changes its mind between check and connect gains nothing, and
 * after connecting the peer is judged once more before a byte is written. Pools are kept
 * per origin, so a connection is reused for the host it was judged for and for no other. Proxy
 * settings of the environment are not read. Whoever makes one destroys it.
 */
export function guardedDispatcher({ allow, connectMs, resolve = resolveBySystem, opened }: GuardOptions): Agent {
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => {
      let url: URL;
      try {
        url = refuseUrl(`${target.protocol}//${target.host ?? ""}/`, allow);
      } catch (error) {
        callback(asError(error), null);
        return;
      }
      vettedConnect({ resolve, free: isAllowed(url, allow), connectMs })(target, (...outcome) => {
        if (outcome[1]) opened?.(outcome[1]);
        callback(...outcome);
      });
    },
  });
}

export interface Vetting {
  readonly resolve: Resolve;
  /** An operator named this host: it may be anywhere. */
  readonly free: boolean;
  readonly connectMs: number;
}

/**
 * Opens a connection to answers that were judged, and judges who is at its other end the moment it
 * stands: before TLS says hello, and before any HTTP. Only something below us that leads connections
 * elsewhere can make the two differ.
 */
export function vettedConnect({ resolve, free, connectMs }: Vetting): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, timeout: connectMs, lookup: vettingLookup({ resolve, free }) });
  return (target, callback) => {
    let stranger: Error | undefined;
    const socket: unknown = connect(target, (...outcome) => {
      if (stranger) callback(stranger, null);
      else callback(...outcome);
    });
    if (free) return;
    if (!(socket instanceof Socket)) throw new TypeError("undici no longer returns the socket that it opens.");
    socket.prependOnceListener("connect", () => {
      if (mayReach(socket.remoteAddress ?? "")) return;
      stranger = sourceRefused("The source's server is on a private or reserved address.");
      socket.destroy(stranger);
    });
  };
}

/** Node asks this for every name (never for a literal): one address that is not public refuses them all. */
function vettingLookup({ resolve, free }: { resolve: Resolve; free: boolean }): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        const [first] = answers;
        if (!first) {
          callback(sourceUnreachable("The name of the source's server has no address."), "");
        } else if (!free && !answers.every(({ address }) => mayReach(address))) {
          callback(sourceRefused("The name of the source's server leads to a private or reserved address."), "");
        } else if (options.all) {
          callback(null, [...answers]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => callback(asError(error), ""),
    );
  };
}

const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true, order: "verbatim" });

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
