import { setTimeout as pause } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { insideCaller } from "@/lib/core/caller";
import { SECOND } from "@/lib/core/time";
import { databaseClock } from "@/lib/domain/publishing/database-clock";
import { whatWaits, type Deaths, type Waiting } from "@/lib/domain/publishing/due";
import { beginAttempts } from "@/lib/domain/publishing/operations/begin-attempts";
import { claimDue, type Claimed } from "@/lib/domain/publishing/operations/claim-due";
import { endOverdue } from "@/lib/domain/publishing/operations/end-overdue";
import { lapseAttempts } from "@/lib/domain/publishing/operations/lapse-attempts";
import { leaveWork } from "@/lib/domain/publishing/operations/leave-work";
import { noteEndings, type Ended } from "@/lib/domain/publishing/operations/note-endings";
import { releaseClaims } from "@/lib/domain/publishing/operations/release-claims";
import { env } from "@/lib/infra/env";
import { failpoint } from "@/lib/infra/failpoint";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import { accountKeeper } from "./accounts";
import { batching } from "./batching";
import { sendClaimed, type Sending } from "./send-claimed";

/** How often the schedule is looked at; whoever makes something due at once calls the dispatcher besides. */
const LOOK_EVERY_MS = SECOND;

/** How much one worker holds at once. */
const MOST_AT_ONCE = 1000;
const BATCH = 500;
const WITHIN_MS = 5;

/** How many that were with a worker that died are taken up together. */
const SUSPECTS_AT_ONCE = { one: 10, more: 1 } as const;

/** How long a worker that stops waits for answers that are on their way. */
const DRAIN_MS = 25 * SECOND;

/**
 * Sends what is due, at its time: looks ahead, takes up by the database's clock, and waits out the rest to the
 * millisecond. Any number of workers may run one. Returns what stops it: what was not begun is given back, what was
 * is waited for.
 */
export function dispatch(): { stop: () => Promise<void> } {
  const worker = `w-${randomUUID().slice(0, 8)}`;
  const leaseMs = env().PUBLISH_LEASE_SECONDS * SECOND;
  const caller = () => insideCaller("worker", `dispatch.${worker}`);
  const stopping = new AbortController();
  const held = { none: new Set<Promise<void>>(), one: new Set<Promise<void>>(), more: new Set<Promise<void>>() };
  const heldCount = () => held.none.size + held.one.size + held.more.size;
  /** Room is used a batch at a time: many small claims would cost as much each. */
  const hasRoom = () => heldCount() + BATCH <= MOST_AT_ONCE;
  /** Whether more may be waiting than was taken; and, of that, whether it waits for room. */
  let [queueing, crowded] = [false, false];
  let lookedAt = 0;
  const sending = sendingOf({ worker, leaseMs, draining: stopping.signal, caller });
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let wake: (() => void) | undefined;
  const loop = look();
  return { stop };

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      const again = await once().catch((error: unknown) => {
        log.error({ err: error }, "the dispatcher stumbled; it looks again");
        return false;
      });
      if (again || (crowded && hasRoom())) continue;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([waitForSignal("publishing", LOOK_EVERY_MS), woken, stopped]);
    }
  }

  /** One step; whether there may be more to do at once. Of a long queue batch follows batch, with a look around each second. */
  async function once(): Promise<boolean> {
    crowded = false;
    if (!queueing || performance.now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = performance.now();
      const deaths = await lookAround();
      queueing = deaths === "none";
      if (deaths === "one" || deaths === "more") await claim(deaths, SUSPECTS_AT_ONCE[deaths]);
      if (!queueing) return false;
    }
    crowded = !hasRoom();
    if (crowded) return false;
    queueing = (await claim("none", BATCH)) === BATCH;
    return queueing;
  }

  async function lookAround(): Promise<Deaths | null> {
    const waiting = await whatWaits();
    if (waiting.lapsed) {
      failpoint("lapse-before");
      await perform(lapseAttempts, {}, caller());
      failpoint("lapse-after");
    }
    if (waiting.overdue) await perform(endOverdue, {}, caller());
    if (waiting.jobs) await perform(leaveWork, {}, caller());
    return nextOf(waiting);
  }

  /** What to take up next: what may have killed two workers waits until nothing else could die with it, and goes first then. */
  function nextOf(waiting: Waiting): Deaths | null {
    if (held.more.size > 0) return null;
    if (waiting.more) return heldCount() === 0 ? "more" : null;
    if (waiting.one && held.one.size === 0) return "one";
    return waiting.none ? "none" : null;
  }

  async function claim(deaths: Deaths, limit: number): Promise<number> {
    const { claimed } = await perform(claimDue, { worker, limit, lease_ms: leaseMs, deaths }, caller());
    const claimedAt = performance.now();
    // The claim was on its way for a while. What is still to come hears more exactly when that is.
    const isAhead = claimed.some(({ due_in_ms: ms }) => ms > 0);
    const clock = isAhead ? await databaseClock().catch(() => null) : null;
    for (const one of claimed) {
      const dueAt = clock && one.due_in_ms > 0 ? clock(one.due_at_ms) : claimedAt + one.due_in_ms;
      const sent = sendClaimed(one, dueAt, sending)
        .catch((error: unknown) => log.error({ err: error, assignment: one.id }, "sending broke off"))
        .finally(() => {
          held[deaths].delete(sent);
          if (deaths === "none" ? crowded && hasRoom() : held[deaths].size === 0) wake?.();
        });
      held[deaths].add(sent);
    }
    return claimed.length;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await loop;
    const all = Promise.all([...held.none, ...held.one, ...held.more]);
    await Promise.race([all, pause(DRAIN_MS, undefined, { ref: false })]);
  }
}

type Beginning = Parameters<Sending["begin"]>[0];

interface Dispatching {
  readonly worker: string;
  readonly leaseMs: number;
  readonly draining: AbortSignal;
  readonly caller: () => ReturnType<typeof insideCaller>;
}

function sendingOf({ worker, leaseMs, draining, caller }: Dispatching): Sending {
  const sendMs = Math.floor(leaseMs / 2);
  const together = { withinMs: () => WITHIN_MS, most: BATCH };
  const patient = { withinMs: ({ patience }: Beginning) => Math.max(WITHIN_MS, patience), most: BATCH };
  const noting = batching(together, async (items: readonly Ended[]) => {
    failpoint("send-before-note", items[0]?.id);
    const { noted } = await perform(noteEndings, { items: [...items] }, caller());
    const kept = new Set(noted);
    return ({ id }: Ended) => kept.has(id);
  });
  return {
    accounts: accountKeeper(),
    sendMs,
    draining,
    begin: batching(patient, async (asked: readonly Beginning[]) => {
      const items = asked.map(({ patience: _patience, ...item }) => item);
      const { begun } = await perform(beginAttempts, { worker, send_ms: sendMs, items }, caller());
      const numbers = new Map(begun.map(({ id, number }) => [id, number]));
      return ({ id }: { id: string }) => numbers.get(id);
    }),
    release: batching(together, async (items: readonly Claimed[]) => {
      await perform(releaseClaims, { items: items.map(({ id, fence }) => ({ id, fence })) }, caller());
      return () => undefined;
    }),
    note: (item) => noteAtLast(item, noting, leaseMs),
  };
}

/** The database may be away for a moment: what was sent is written down when it is back, for as long as it is ours. */
async function noteAtLast(item: Ended, note: (item: Ended) => Promise<boolean>, leaseMs: number): Promise<void> {
  const until = performance.now() + leaseMs;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2 * SECOND)) {
    try {
      if (!(await note(item))) log.warn({ assignment: item.id }, "somebody else had taken this over");
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      log.warn({ err: error, assignment: item.id }, "what was sent could not be written down yet");
      await pause(waitMs);
    }
  }
}
