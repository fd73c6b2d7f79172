import { z } from "zod";
import { landingSeconds, cardOf } from "@/lib/platforms/cards";
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
          }),
          evidence: { calls: item.calls },
        };
      }),
    );
    return { noted: [...moved] };
  },
});
