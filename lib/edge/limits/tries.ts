import { createHash } from "node:crypto";
import { Refusal } from "@/lib/core/refusal";
import { log } from "@/lib/infra/log";
import { forgetPoints, givePointBack, takePoint, type Limit, type Standing } from "@/lib/infra/rate-limit";
import { neighbourhoodOf, tooMany } from "./budgets";

/** One of the counters that a try is held against. */
export interface Counter {
  readonly limit: Limit;
  readonly key: string;
  /** What becomes of it when the try was right: the slate is wiped, this one try is returned, or nothing. */
  readonly whenRight: "forgotten" | "given back" | "kept";
}

export interface Try {
  readonly counters: readonly Counter[];
  /**
   * Called for the one try with which a block begins, to write it down. Those that follow are not:
   * they cost one look into memory, and an entry each would let a flood fill the audit trail.
   */
  readonly onBlock: (refusal: Refusal) => Promise<void>;
}

/**
 * Lets a try at something secret be made, once it has been counted. Counting comes first, before
 * anything is looked up or hashed, so that tries made at the same time share the budget too, and
 * so that an account that does not exist behaves like one that does. Throws `rate_limited`, and
 * `unavailable` where nobody can count: nobody tries uncounted.
 */
export async function trying<T>({ counters, onBlock }: Try, attempt: () => Promise<T>): Promise<T> {
  for (const [index, { limit, key }] of counters.entries()) {
    const standing = await countOrRefuse(limit, key);
    if (standing.allowed) continue;
    // Somebody who goes on trying one account does not use up what the others of their office have.
    await settle(counters.slice(0, index), "not made");
    const refusal = tooMany("Too many tries.", standing.resetSeconds);
    if (standing.blockBegins) await onBlock(refusal);
    throw refusal;
  }
  try {
    const found = await attempt();
    await settle(counters, "right");
    return found;
  } catch (error) {
    // Turned away by a busy desk: the try was not made.
    if (error instanceof Refusal && error.kind === "unavailable") await settle(counters, "not made");
    throw error;
  }
}

/**
 * How often a password may be tried (standard 3.2): 20 times in 15 minutes from one address, 5 times of
 * those at one account, and 100 times an hour at one account from anywhere. In this order, and the
 * first that says no ends it: so one address can take 5 of an account's 100, not all of them to lock its
 * owner out, and a flood of made-up accounts adds no counters once its address is blocked. `account` is
 * an e-mail address in lower case, or whatever else stands for the account.
 */
export function countersOf(
  kind: string,
  { account, address }: { account: string; address: string | null },
): readonly Counter[] {
  const [place, whose] = [neighbourhoodOf(address), digest(account)];
  return [
    { limit: { name: `${kind}-address`, points: 20, seconds: QUARTER }, key: place, whenRight: "given back" },
    { limit: { name: `${kind}-pair`, points: 5, seconds: QUARTER }, key: `${whose}:${place}`, whenRight: "forgotten" },
    { limit: { name: `${kind}-account`, points: 100, seconds: 3600 }, key: whose, whenRight: "given back" },
  ];
}

/** For whoever is signed in already and proves it once more: only the account counts, 5 wrong tries in 15 minutes. */
export function countersOfOwner(kind: string, account: string): readonly Counter[] {
  return [{ limit: { name: kind, points: 5, seconds: QUARTER }, key: digest(account), whenRight: "forgotten" }];
}

const QUARTER = 900;

/** So that the table names nobody. */
const digest = (account: string) => createHash("sha256").update(account).digest("base64url");

async function countOrRefuse(limit: Limit, key: string): Promise<Standing> {
  try {
    return await takePoint(limit, key);
  } catch (error) {
    log.error({ err: error }, "a try was refused, because the counters cannot be reached");
    throw new Refusal("unavailable", "unavailable", "This cannot be checked right now. Try again in a moment.");
  }
}

async function settle(counters: readonly Counter[], how: "right" | "not made"): Promise<void> {
  try {
    await Promise.all(
      counters.map(async ({ limit, key, whenRight }) => {
        const what = how === "right" ? whenRight : "given back";
        if (what === "forgotten") await forgetPoints(limit, key);
        else if (what === "given back") await givePointBack(limit, key);
      }),
    );
  } catch (error) {
    // Whoever was right goes on; a point too few for some minutes does not hurt.
    log.warn({ err: error }, "the counters of a try were not set back");
  }
}
