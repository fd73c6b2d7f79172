import { z } from "zod";
import type { Cause } from "@/lib/domain/assignments/contract";
import type { ChannelStatus } from "@/lib/domain/channels/contract";
import { operation } from "@/lib/infra/operation";
import { overdue, overdueCause } from "../due";
import { keepOutcomes, type Noted } from "../outcome-store";
import { overdueSentence } from "../overdue";

const BATCH = 500;

interface Overdue {
  readonly id: string;
  readonly channel_id: string;
  readonly fence: number;
  readonly cause: Extract<Cause, "sign_in_expired" | "channel_disabled" | "preflight" | "missed">;
  readonly findings: readonly { sentence: string }[];
  readonly late_after_minutes: number;
  readonly error_message: string | null;
  readonly channel_status: ChannelStatus;
  readonly channel_reason: string | null;
  readonly stopped: boolean;
}

/** Ends what cannot go out: its channel takes nothing any more, its preflight was never mended, or it is too late. */
export const endOverdue = operation({
  name: "publishing.end-overdue",
  summary: "End what could not go out at its time.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({}),
  output: z.object({ ended: z.int() }),
  subject: () => "publishing",

  async run(_input, work) {
    const rows = await work.tx.$queryRaw<Overdue[]>`
      SELECT a.id, a.channel_id, a.fence, ${overdueCause} AS cause, a.findings, a.late_after_minutes, a.error_message,
             c.status::text AS channel_status, c.status_reason AS channel_reason,
             EXISTS (SELECT FROM publishing_stops s WHERE s.scope IN ('all', 'platform:' || c.platform)) AS stopped
      FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
      WHERE ${overdue} ORDER BY a.due_at LIMIT ${BATCH} FOR UPDATE OF a SKIP LOCKED`;
    const moved = await keepOutcomes(
      work,
      rows.map((row): Noted => ({
        id: row.id,
        fence: row.fence,
        channelId: row.channel_id,
        number: null,
        outcome: {
          attempt: { state: "not_sent", trouble: null, lookAfterMs: null },
          status: "failed",
          cause: row.cause,
          sentence: overdueSentence(row.cause, {
            findings: row.findings,
            lateAfterMinutes: row.late_after_minutes,
            lastTrouble: row.error_message,
            channelStatus: row.channel_status,
            channelReason: row.channel_reason,
            stopped: row.stopped,
          }),
          remote: null,
          dueInMs: null,
          watchInMs: null,
          repeatInMs: null,
          channel: { breaker: null, expire: false, disable: false },
        },
        evidence: {},
        raiseFence: true,
      })),
    );
    return { ended: moved.size };
  },
});
