import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import type { Outcome } from "../outcomes";
import { keepOutcomes } from "../outcome-store";
import { backoffMs } from "../rules";
import { BookmarkIn } from "./keep-bookmark";

/** What a step of preparing ended in, as a connector says it. */
const Ending = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), bookmark: BookmarkIn }),
  z.object({ kind: z.literal("waiting"), seconds: z.number(), bookmark: BookmarkIn.optional() }),
  z.object({ kind: z.literal("later"), seconds: z.number().nullable(), reason: z.string() }),
  z.object({ kind: z.literal("refused"), reason: z.string() }),
  z.object({ kind: z.literal("reconnect"), reason: z.string() }),
  z.object({ kind: z.literal("worker-lost"), reason: z.string() }),
]);

/** Writes down what came of preparing, where nobody has taken it over meanwhile. */
export const notePreparing = operation({
  name: "publishing.note-preparing",
  summary: "Write down what came of preparing.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    channel_id: z.uuid(),
    fence: z.int(),
    credentials_revision: z.int().optional().describe("With which it was tried."),
    ending: Ending,
  }),
  output: z.object({ noted: z.boolean() }),
  subject: ({ id }) => `assignment:${id}`,

  async run({ id, channel_id: channelId, fence, credentials_revision: credentialsRevision = null, ending }, work) {
    const { tx } = work;
    if (ending.kind === "ready") {
      const count = await tx.$executeRaw`
        UPDATE distribution_platform_status
        SET prepared_at = clock_timestamp(), prepare_due_at = NULL, bookmark = ${JSON.stringify(ending.bookmark)}::jsonb,
            error_message = NULL, revision = revision + 1
        WHERE id = ${id}::uuid AND fence = ${fence} AND status = 'scheduled'`;
      if (count > 0) await work.signal("publishing");
      return { noted: count > 0 };
    }
    if (ending.kind === "waiting" || ending.kind === "later") {
      const ms = ending.seconds === null ? backoffMs(0) : ending.seconds * 1000;
      const bookmark = ending.kind === "waiting" && ending.bookmark ? JSON.stringify(ending.bookmark) : null;
      const count = await tx.$executeRaw`
        UPDATE distribution_platform_status
        SET prepare_due_at = clock_timestamp() + ${ms} * interval '1 millisecond',
            bookmark = coalesce(${bookmark}::jsonb, bookmark),
            error_message = ${ending.kind === "later" ? ending.reason : null}
        WHERE id = ${id}::uuid AND fence = ${fence} AND status = 'scheduled'`;
      return { noted: count > 0 };
    }
    const outcome: Outcome = {
      attempt: { state: "not_sent", trouble: null, lookAfterMs: null },
      status: "failed",
      cause: CAUSES[ending.kind],
      sentence: ending.reason,
      remote: null,
      dueInMs: null,
      watchInMs: null,
      repeatInMs: null,
      channel: { breaker: null, expire: ending.kind === "reconnect", disable: false },
    };
    const moved = await keepOutcomes(work, [
      { id, fence, channelId, number: null, credentialsRevision, outcome, evidence: {}, raiseFence: true },
    ]);
    return { noted: moved.size > 0 };
  },
});

const CAUSES = { refused: "refused", reconnect: "sign_in_expired", "worker-lost": "worker_lost" } as const;
