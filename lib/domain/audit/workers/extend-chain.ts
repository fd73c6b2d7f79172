import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { hashOf } from "../chain";
import { headOfChain, newestChainedId, unchainedSince } from "../queries";
import { BEFORE_THE_FIRST, firstIdAt, LOOK_BACK, writtenAt } from "../rules";

/** How many entries one transaction chains. */
const BATCH = 500;

/** How often the whole trail is looked through for entries that no look back can find. */
const EVERYTHING_EVERY = HOUR;

/** What a worker does every other second: extends the chain; at first, and every hour, with the whole trail in view. */
export function chainKeeper(): () => Promise<void> {
  let everything = -Infinity;
  return async () => {
    const now = Date.now();
    const due = now - everything >= EVERYTHING_EVERY;
    await extendChain({ everything: due });
    if (due) everything = now;
  };
}

/**
 * Chains what is in the trail and not in the chain, after its commit and in transactions of its own. An
 * entry may become visible late, behind others that are chained already: each time the last minutes
 * are looked at again, by the ids, which say when an entry was written. That is cheap and finds all that
 * our own processes write. With `everything` the whole trail is compared with the chain (about a second for
 * a million entries): that finds the rest, which somebody put there by another way, chains
 * it too, and raises an alert. Any number of workers may do this at once; one of them extends.
 */
export async function extendChain({ everything = false, now = new Date() } = {}): Promise<void> {
  const newest = await newestChainedId(db());
  const lookBack = newest ? firstIdAt(new Date(writtenAt(newest, now).getTime() - LOOK_BACK)) : FIRST;
  const late: string[] = [];
  let from = everything ? FIRST : lookBack;
  for (;;) {
    const taken = await extendOnce(from);
    late.push(...taken.filter((id) => id < lookBack));
    const last = taken.at(-1);
    if (last === undefined || taken.length < BATCH) break;
    from = last;
  }
  if (late.length > 0)
    log.warn(
      { alert: true, entries: late.slice(0, 20), count: late.length },
      "entries came into the audit trail long after their time; somebody should look",
    );
}

const FIRST = "00000000-0000-0000-0000-000000000000";

/** Answers the ids it chained, in their own order; none while another worker extends. */
async function extendOnce(from: string): Promise<readonly string[]> {
  return db().$transaction(async (tx) => {
    const [{ mine }] = await tx.$queryRaw<[{ mine: boolean }]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('audit-chain', 0)) AS mine`;
    if (!mine) return [];
    const entries = await unchainedSince(tx, { from, limit: BATCH });
    let { seq, hash } = (await headOfChain(tx)) ?? BEFORE_THE_FIRST;
    const links = entries.toSorted(inOrder).map((entry) => {
      seq += 1n;
      hash = hashOf(hash, entry);
      return { seq, entryId: entry.id, hash: new Uint8Array(hash) };
    });
    if (links.length > 0) await tx.auditLink.createMany({ data: links });
    return entries.map(({ id }) => id);
  });
}

interface Dated {
  readonly at: Date;
  readonly id: string;
}

const inOrder = (a: Dated, b: Dated) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);
