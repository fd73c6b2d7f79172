import type { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { DAY } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import type { checkChain as checkJob } from "../jobs";
import { checkChain as checkOperation } from "../operations/check-chain";
import { keepCheck } from "../operations/keep-check";
import { extendChain } from "./extend-chain";
import { doubledLink, entriesWaiting, headOfChain, linksBehind } from "../queries";
import {
  BEFORE_THE_FIRST,
  chainedTwice,
  cutOff,
  fits,
  linkedTwice,
  madeAnew,
  misfitOf,
  neverChained,
  same,
} from "../rules";
import type { Foothold, Link, Seen } from "../rules";

/** How many links are read at once: what a walk holds in memory. */
const BATCH = 2000;

/** Looks through the whole chain and keeps what it found; doing it again under the same id keeps the first. */
export async function checkChain(
  { check_id: id, actor_name: actorName }: z.output<typeof checkJob.payload>,
  stopped?: AbortSignal,
): Promise<void> {
  const at = new Date();
  const { finding, ...rest } = await lookThrough(at, stopped);
  const state = finding === null ? "intact" : "not_intact";
  const check = { id, at: at.toISOString(), actor_name: actorName, state, finding, ...rest } as const;
  await perform(keepCheck, check, insideCaller("worker", id));
  const { chained, head_hash: headHash } = check;
  // The log is kept elsewhere: a head hash there outlives whatever is done to this database.
  if (finding === null) log.info({ check: id, chained, headHash }, "the audit trail is intact");
  else
    log.warn(
      { alert: true, check: id, chained, headHash, finding },
      "the audit trail is not intact; somebody should look",
    );
}

/** Asks for a look once a day: when the newest one is a day old. */
export async function checkDaily(now = new Date()): Promise<void> {
  const newest = await db().auditCheck.findFirst({ orderBy: [{ at: "desc" }, { id: "desc" }], select: { at: true } });
  if (newest && now.getTime() - newest.at.getTime() < DAY) return;
  // At a worker's start nothing is chained yet; a look at nothing would say little.
  await extendChain();
  await perform(checkOperation, {}, insideCaller("worker", "audit.daily"), { waitMs: 0 });
}

/** Reads only, and outside of any transaction: the chain only grows, and what is up to its present end can be judged at leisure. */
async function lookThrough(now: Date, stopped?: AbortSignal) {
  // Before the head is read: a check that ends in between saw a longer chain than this one would.
  const good = await db().auditCheck.findFirst({ where: { intact: true }, orderBy: [{ at: "desc" }, { id: "desc" }] });
  const seen = good && { ...good, chained: good.chained ?? 0n };
  const head = await headOfChain(db());
  const finding = (await walk({ head, seen, stopped })) ?? (await doubles()) ?? null;
  const { waiting, overdue } = await entriesWaiting(db(), now);
  return {
    chained: Number(head?.seq ?? 0n),
    waiting: Number(waiting),
    head_hash: head && Buffer.from(head.hash).toString("hex"),
    finding: finding ?? (overdue ? neverChained(overdue, head?.seq ?? 0n) : null),
  };
}

interface Walk {
  readonly head: (Foothold & Pick<Link, "entryId">) | null;
  readonly seen: Seen | null;
  readonly stopped: AbortSignal | undefined;
}

/** From the first link to `head`, each against its entry and the link before it; and against what the last good check saw. */
async function walk({ head, seen, stopped }: Walk): Promise<string | null> {
  let last = BEFORE_THE_FIRST;
  const end = head?.seq ?? last.seq;
  for (let from: bigint | null = null; last.seq < end; from = last.seq) {
    stopped?.throwIfAborted();
    const links = await linksBehind(db(), { seq: from, limit: BATCH });
    // They were there a moment ago.
    if (links.length === 0) break;
    for (const [at, link] of links.entries()) {
      if (!fits(link, last)) return misfitOf(link, last, links[at + 1] ?? (await linkBehind(link)));
      if (seen?.headHash && link.seq === seen.chained && !same(link.hash, seen.headHash)) return madeAnew(link, seen);
      last = link;
    }
  }
  return seen && last.seq < seen.chained ? cutOff(head, seen) : null;
}

async function linkBehind({ seq }: Link): Promise<Link | undefined> {
  const [next] = await linksBehind(db(), { seq, limit: 1 });
  return next;
}

async function doubles(): Promise<string | null> {
  const { entry, link } = await doubledLink(db());
  if (link) return linkedTwice(link.seq, link.entryId);
  return entry ? chainedTwice(entry.entryId, entry.seqs) : null;
}
