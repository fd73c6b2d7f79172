/**
 * P5: transactions per second that write a row and tell it (`work.emit`, an outbox row) ÷ those that only write it, one
 * after the other through Prisma, A B A B. (`-- outbox 2000` for another number of transactions a turn.)
 */
import type { Client } from "pg";
import { insideCaller } from "@/lib/core/caller";
import { assignmentScheduled, subjectOf } from "@/lib/domain/assignments/events";
import { db } from "@/lib/infra/db";
import { openWork } from "@/lib/infra/work";
import { numberAsked } from "./support/asked";
import { withDesk } from "./support/desk";
import { median, spread, verdict } from "./support/report";
import { park } from "./support/schedule";

const ROWS = 1000;
const PAIRS = 9;
const TARGET = 0.75;

async function measure(owner: Client): Promise<void> {
  const count = numberAsked(1000);
  await park(owner, ROWS);
  const ids = (await db().assignment.findMany({ select: { id: true } })).map(({ id }) => id);
  const pairs: { ours: number; reference: number }[] = [];
  // The first pair warms the compiler and does not count.
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const ours = await perSecond(ids, count, { told: true });
    const reference = await perSecond(ids, count, { told: false });
    if (pair === 0) continue;
    pairs.push({ ours, reference });
    console.log(`${pair}: ${ours.toFixed(0)} ÷ ${reference.toFixed(0)} a second = ${(ours / reference).toFixed(3)}`);
  }
  const told = await db().outboxEvent.count();
  if (told !== count * (PAIRS + 1)) throw new Error(`Of ${count * (PAIRS + 1)} edits ${told} were told.`);
  verdict({
    name: "median of the ratios",
    value: median(pairs.map(({ ours, reference }) => ours / reference)),
    target: TARGET,
    bound: "at least",
    referenceSpread: spread(pairs.map(({ reference }) => reference)),
  });
}

async function perSecond(ids: readonly string[], count: number, { told }: { told: boolean }): Promise<number> {
  const caller = insideCaller("worker", "bench");
  const began = performance.now();
  for (let edit = 0; edit < count; edit += 1) {
    const id = ids[edit % ids.length] ?? "";
    await db().$transaction(async (tx) => {
      const work = openWork(tx, caller, new Date());
      const row = await tx.assignment.update({
        where: { id },
        data: { caption: `The ${edit}th edit`, revision: { increment: 1 } },
      });
      if (!told) return;
      await work.emit(assignmentScheduled, subjectOf(id), {
        assignment_id: id,
        video_id: row.videoId,
        channel_id: row.channelId,
        platform: "feed",
        distribution_method: row.method,
        status: row.status,
        scheduled_at: row.scheduledAt?.toISOString() ?? null,
        retry_count: row.retryCount,
        cause: row.cause,
        reason: row.errorMessage,
        remote_id: row.remoteId,
        remote_url: row.remoteUrl,
      });
    });
  }
  return count / ((performance.now() - began) / 1000);
}

await withDesk({ title: "P5: transactions with an outbox row ÷ without" }, measure);
