import { setTimeout } from "node:timers/promises";
import { Refusal } from "@/lib/core/refusal";
import { env } from "@/lib/infra/env";
import { oldestDueWork } from "@/lib/infra/overdue";
import { framed } from "../frame";

/** How long Postgres may take to say how it stands, in milliseconds. */
const PATIENCE_MS = 3000;

async function giveUp(): Promise<never> {
  await setTimeout(PATIENCE_MS, undefined, { ref: false });
  throw new Refusal("unavailable", "unavailable", "The database does not answer in time.");
}

/** Ready means that the work gets done: 503 when the oldest due job, event or assignment has waited too long, or Postgres does not answer. */
export const readiness = framed(async () => {
  const overdue = await Promise.race([oldestDueWork(), giveUp()]);
  const limit = env().READY_MAX_AGE_SECONDS;
  const late = Math.max(overdue.jobs, overdue.events, overdue.assignments) > limit;
  const body = {
    status: late ? "late" : "ready",
    oldest_due_job_seconds: Math.round(overdue.jobs),
    oldest_unrelayed_event_seconds: Math.round(overdue.events),
    oldest_due_assignment_seconds: Math.round(overdue.assignments),
    limit_seconds: limit,
  };
  return Response.json(body, { status: late ? 503 : 200, headers: { "cache-control": "no-store" } });
});
