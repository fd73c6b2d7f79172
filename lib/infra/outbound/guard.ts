import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { isAllowed, isPublicAddress, refuseUrl } from "./address-rules";
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
}

/**
 * A dispatcher that connects to permitted addresses only. The socket is given exactly the answers
 * that were judged, so a name that changes its mind between check and connect gains nothing, and
 * after connecting the peer is judged once more before a byte of HTTP is written. Pools are kept
 * per origin, so a connection is reused for the host it was judged for and for no other. Proxy
 * settings of the environment are not read. Whoever makes one destroys it.
 */
export function guardedDispatcher({ allow, connectMs, resolve = resolveBySystem }: GuardOptions): Agent {
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
      const free = isAllowed(url, allow);
      const lookup = vettingLookup({ resolve, free });
      const connect = buildConnector({ allowH2: false, timeout: connectMs, lookup });
      connect(target, (...outcome) => {
        const [error, socket] = outcome;
        if (error || !socket) {
          callback(...outcome);
        } else if (free || isPublicAddress(socket.remoteAddress ?? "")) {
          callback(null, socket);
        } else {
          socket.destroy();
          callback(sourceRefused("The source's server is on a private or reserved address."), null);
        }
      });
    },
  });
}

/** Node asks this for every name (never for a literal): one address that is not public refuses them all. */
function vettingLookup({ resolve, free }: { resolve: Resolve; free: boolean }): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        const [first] = answers;
        if (!first) {
          callback(sourceUnreachable("The name of the source's server has no address."), "");
        } else if (!free && !answers.every(({ address }) => isPublicAddress(address))) {
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
