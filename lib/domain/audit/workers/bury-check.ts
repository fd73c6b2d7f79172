import type { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import type { buryCheck as buryJob } from "../jobs";
import { keepCheck } from "../operations/keep-check";

/** Keeps that a check could not be finished. One that came to its end after all is left as it is. */
export async function buryCheck({ check_id: id, actor_name }: z.output<typeof buryJob.payload>): Promise<void> {
  if (await db().auditCheck.findUnique({ where: { id }, select: { id: true } })) return;
  const finding =
    "The check could not be finished: each time it was tried, its worker met a fault, was lost or ran out of time. The worker's log tells which.";
  const nothing = { chained: null, waiting: null, head_hash: null };
  const check = { id, at: new Date().toISOString(), actor_name, state: "unfinished", finding, ...nothing } as const;
  await perform(keepCheck, check, insideCaller("worker", id));
  log.warn({ alert: true, check: id }, "a check of the audit trail could not be finished; somebody should look");
}
