import { z } from "zod";
import { landingSeconds, cardOf } from "@/lib/platforms/cards";
import type { Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { Evidence } from "../contract";
import { keepOutcomes } from "../outcome-store";
import { outcomeOf } from "../outcomes";

const Reason = z.string();
export const SendEnding = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sent"), remoteId: z.string() }),
  z.object({ kind: z.literal("live"), remoteId: z.string(), url: z.string().nullable() }),
  z.object({ kind: z.literal("later"), seconds: z.number().nullable(), reason: Reason }),
  z.object({ kind: z.literal("refused"), reason: Reason }),
  z.object({ kind: z.literal("reconnect"), reason: Reason }),
  z.object({ kind: z.literal("gone"), reason: Reason }),
  z.object({ kind: z.literal("unknown"), reason: Reason }),
]);

const Ended = z.object({
  id: z.uuid(),
  fence: z.int(),
  /** Of the attempt; null where it ended before one was begun. */
  number: z.int().nullable(),
  channel_id: z.uuid(),
  platform: z.string(),
  channel_settings: z.record(z.string(), z.unknown()),
  retry_count: z.int(),
  max_retries: z.int(),
  /** With which credentials it was sent; null where they could not be opened. */
  credentials_revision: z.int().nullable(),
  ending: SendEnding,
  calls: Evidence.shape.calls,
});
export type Ended = z.input<typeof Ended>;

/** Writes down what came of sending, of many at once. Says whose fence still stood. */
export const noteEndings = operation({
  name: "publishing.note-endings",
  summary: "Write down what came of sending.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ items: z.array(Ended).max(1000) }),
  output: z.object({ noted: z.array(z.string()) }),
  subject: () => "publishing",

  async run({ items }, work) {
    const unsettled = await unsettledAmong(
      work.tx,
      items.map(({ id }) => id),
    );
    const moved = await keepOutcomes(
      work,
      items.map((item) => {
        const card = cardOf(item.platform);
        return {
          id: item.id,
          fence: item.fence,
          channelId: item.channel_id,
          number: item.number,
          outcome: outcomeOf(item.ending, {
            settles: card.settles,
            landsWithinMs: landingSeconds(card, item.channel_settings) * 1000,
            retryCount: item.retry_count,
            maxRetries: item.max_retries,
            number: item.number ?? 1,
            unsettled: unsettled.has(item.id),
          }),
          credentialsRevision: item.credentials_revision,
          evidence: { calls: item.calls },
        };
      }),
    );
    return { noted: [...moved] };
  },
});

/** Those of which an earlier try may have posted: it was repeated or is unknown, and nothing since has settled it. */
async function unsettledAmong(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT t.assignment_id AS id FROM publishing_attempts t
    WHERE t.assignment_id = ANY(${[...ids]}::uuid[]) AND t.state IN ('unknown', 'repeated')
      AND t.number > coalesce((
        SELECT max(settled.number) FROM publishing_attempts settled
        WHERE settled.assignment_id = t.assignment_id
          AND (settled.state = 'absent' OR (settled.state = 'rejected' AND settled.remote_id IS NOT NULL))), 0)`;
  return new Set(rows.map(({ id }) => id));
}
