import ipaddr from "ipaddr.js";
import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { env } from "@/lib/infra/env";
import { log } from "@/lib/infra/log";
import { takePoint, type Limit, type Standing } from "@/lib/infra/rate-limit";
import { addressOf } from "../request";

/** What a request is counted against. */
export interface Budget {
  readonly limit: Limit;
  readonly key: string;
}

/**
 * `requests`: what asks for something once. `pieces`: what a page or a player asks for by the dozen
 * without anybody deciding to, posters and the jumps within a film that is open already. Each jump of
 * a player is a request of its own; counted with the rest, one who looks for a scene would find the
 * desk closed. They have ten times the budget, apart, because they are bounded by bytes, not by number.
 */
export type Traffic = "requests" | "pieces";

const PIECES_FOR_A_REQUEST = 10;

interface Counting {
  readonly request: { readonly headers: Pick<Headers, "get"> };
  /** Where to write what is left; a server action's answer has no headers of ours. */
  readonly answer?: Headers;
  readonly traffic?: Traffic;
}

/**
 * Counts a request against whoever it turns out to come from, and writes on its answer what is left.
 * A request whose credentials are wrong counts against its address, and hears `rate_limited` instead
 * of why once that has nothing left: trying is what the budget is for. Throws refusals.
 */
export async function counted(
  { request, answer, traffic = "requests" }: Counting,
  whoAsks: () => Promise<Caller>,
): Promise<Caller> {
  const caller = await whoAsks().catch(async (error: unknown) => {
    // Anything else is not the doing of whoever asks: the database is away, say.
    if (error instanceof Refusal) await spend(budgetOf(addressOf(request), traffic), answer);
    throw error;
  });
  await spend(budgetOf(caller, traffic), answer);
  return caller;
}

/** Takes one of the budget, and writes on the answer what is left. Throws `rate_limited`. */
export async function spend(budget: Budget, answer?: Headers): Promise<void> {
  const standing = await count(budget);
  if (!standing) return;
  for (const [name, value] of Object.entries(limitHeaders(standing))) answer?.set(name, value);
  if (!standing.allowed) throw tooMany("Too many requests.", standing.resetSeconds);
}

/** A caller who is known has a budget; strangers share that of their address. */
export function budgetOf(who: Caller | string | null, traffic: Traffic = "requests"): Budget {
  const { RATE_LIMIT_KEY_PER_MINUTE, RATE_LIMIT_USER_PER_MINUTE, RATE_LIMIT_ADDRESS_PER_MINUTE } = env();
  const [kind, id = ""] = typeof who === "object" && who !== null ? who.actorId.split(":") : [];
  if (kind === "key") return madeOf({ name: "key", perMinute: RATE_LIMIT_KEY_PER_MINUTE, key: id, traffic });
  if (kind === "user") return madeOf({ name: "user", perMinute: RATE_LIMIT_USER_PER_MINUTE, key: id, traffic });
  const key = neighbourhoodOf(typeof who === "string" || who === null ? who : who.address);
  return madeOf({ name: "address", perMinute: RATE_LIMIT_ADDRESS_PER_MINUTE, key, traffic });
}

function madeOf(of: { name: string; perMinute: number; key: string; traffic: Traffic }): Budget {
  const { name, perMinute, key, traffic } = of;
  const limit =
    traffic === "requests"
      ? { name, points: perMinute, seconds: 60 }
      : { name: `${name}-pieces`, points: perMinute * PIECES_FOR_A_REQUEST, seconds: 60 };
  return { limit, key };
}

/**
 * What counts as one place: an IPv4 address, and of IPv6 a /64, which is the least that anybody is
 * given, so that nobody has 2^64 tries. Requests that came past the front door share one place.
 */
export function neighbourhoodOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "nowhere";
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}

/** The two fields of draft-ietf-httpapi-ratelimit-headers-11: what the policy is, and what is left of it. */
export function limitHeaders({ limit, remaining, resetSeconds }: Standing): Record<string, string> {
  return {
    "ratelimit-policy": `"${limit.name}";q=${limit.points};w=${limit.seconds}`,
    ratelimit: `"${limit.name}";r=${remaining};t=${resetSeconds}`,
  };
}

/** `Retry-After` is read off `retry_after_seconds`, see problem.ts. */
export function tooMany(what: string, seconds: number): Refusal {
  return new Refusal("rate_limited", "rate_limited", `${what} Try again in ${inWords(seconds)}.`, {
    retry_after_seconds: seconds,
  });
}

function inWords(seconds: number): string {
  const [number, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

let away = false;

/**
 * Undefined where nobody can count: a request then goes on, because its own work needs the same
 * database and is refused there. Only tries at secrets are not made uncounted, see tries.ts.
 */
async function count({ limit, key }: Budget): Promise<Standing | undefined> {
  try {
    const standing = await takePoint(limit, key);
    away = false;
    return standing;
  } catch (error) {
    if (!away) log.error({ err: error }, "requests are not counted while the counters cannot be reached");
    away = true;
    return undefined;
  }
}
