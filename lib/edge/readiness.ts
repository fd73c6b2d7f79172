import { env } from "@/lib/infra/env";
import { oldestDueWork } from "@/lib/infra/overdue";
import { framed } from "./route";

/** Ready means that the work gets done: 503 when the oldest due job or event has waited too long, or Postgres does not answer. */
export const readiness = framed(async () => {
  const overdue = await oldestDueWork();
  const limit = env().READY_MAX_AGE_SECONDS;
  const late = Math.max(overdue.jobs, overdue.events) > limit;
  const body = {
    status: late ? "late" : "ready",
    oldest_due_job_seconds: Math.round(overdue.jobs),
    oldest_unrelayed_event_seconds: Math.round(overdue.events),
    limit_seconds: limit,
  };
  return Response.json(body, { status: late ? 503 : 200, headers: { "cache-control": "no-store" } });
});
