import { z } from "zod";
import { env } from "@/lib/infra/env";
import { operation } from "@/lib/infra/operation";
import { lookForPost, preparePost, watchPost } from "../jobs";

const BATCH = 500;

/** How soon after its last sign of life a lost worker's job counts as lost. What only reads is left again then. */
const NOTICED_WITHIN_S = 5;

/**
 * Leaves jobs for what is to be prepared, watched or looked for now. The row tells when, so a job that is lost is
 * left again; one that is there already is not doubled.
 */
export const leaveWork = operation({
  name: "publishing.leave-work",
  summary: "Leave jobs for what is to be prepared, watched or looked for.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({}),
  output: z.object({ prepare: z.int(), watch: z.int(), look: z.int() }),
  subject: () => "publishing",

  async run(_input, work) {
    const { tx } = work;
    const again = env().WORKER_HEARTBEAT_SECONDS + NOTICED_WITHIN_S;
    const prepare = await tx.$queryRaw<{ id: string }[]>`
      UPDATE distribution_platform_status SET prepare_due_at = clock_timestamp() + interval '1 minute'
      WHERE id IN (
        SELECT id FROM distribution_platform_status
        WHERE status = 'scheduled' AND prepare_due_at IS NOT NULL AND prepare_due_at <= statement_timestamp()
        ORDER BY prepare_due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    const watch = await tx.$queryRaw<{ id: string }[]>`
      UPDATE distribution_platform_status SET watch_due_at = clock_timestamp() + ${again} * interval '1 second'
      WHERE id IN (
        SELECT id FROM distribution_platform_status
        WHERE watch_due_at IS NOT NULL AND watch_due_at <= statement_timestamp()
        ORDER BY watch_due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    const look = await tx.$queryRaw<{ id: string }[]>`
      UPDATE publishing_attempts SET look_due_at = clock_timestamp() + ${again} * interval '1 second'
      WHERE id IN (
        SELECT id FROM publishing_attempts
        WHERE look_due_at IS NOT NULL AND look_due_at <= statement_timestamp() AND state = 'unknown'
        ORDER BY look_due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING assignment_id AS id`;
    for (const [type, rows] of [
      [preparePost, prepare],
      [watchPost, watch],
      [lookForPost, look],
    ] as const) {
      await work.enqueueAll(
        type,
        rows.map(({ id }) => ({ payload: { assignment_id: id }, key: id })),
      );
    }
    return { prepare: prepare.length, watch: watch.length, look: look.length };
  },
});
