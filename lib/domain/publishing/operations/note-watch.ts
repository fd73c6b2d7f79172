import { z } from "zod";
import { expireChannel } from "@/lib/domain/channels/operations/expire-channel";
import { HOUR } from "@/lib/core/time";
import type { Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import type { Outcome } from "../outcomes";
import { keepOutcomes } from "../outcome-store";
import { backoffMs } from "../rules";

const Ending = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("live"), remoteId: z.string(), url: z.string().nullable() }),
  z.object({ kind: z.literal("waiting"), seconds: z.number() }),
  z.object({ kind: z.literal("later"), seconds: z.number().nullable(), reason: z.string() }),
  z.object({ kind: z.literal("refused"), reason: z.string() }),
  z.object({ kind: z.literal("reconnect"), reason: z.string() }),
]);

const SOONEST_MS = 1000;
/** A channel that has to be connected again answers nothing until somebody does. */
const RECONNECTING_MS = 300_000;

/**
 * Writes down what a look at something sent has found. Whatever it is, nothing here sends again: the platform has it
 * (standard 2.1, R2).
 */
export const noteWatch = operation({
  name: "publishing.note-watch",
  summary: "Write down whether the audience can see it.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    channel_id: z.uuid(),
    fence: z.int(),
    number: z.int(),
    credentials_revision: z.int().optional().describe("With which it was tried."),
    ending: Ending,
  }),
  output: z.object({ noted: z.boolean() }),
  subject: ({ id }) => `assignment:${id}`,

  async run({ id, channel_id: channelId, fence, number, credentials_revision: revision, ending }, work) {
    const { tx } = work;
    const watched = await watchedFor(tx, { id, number });
    if (ending.kind === "live" || ending.kind === "refused" || watched > LONGEST_WATCH_MS) {
      const noted = { id, fence, channelId, number, evidence: {} };
      const outcome =
        ending.kind === "live" ? seen(ending) : broken(ending.kind === "refused" ? ending.reason : NEVER_SHOWN);
      const moved = await keepOutcomes(work, [{ ...noted, outcome }]);
      return { noted: moved.size > 0 };
    }
    if (ending.kind === "reconnect") {
      const tried = revision === undefined ? {} : { credentials_revision: revision };
      await work.also(expireChannel, { id: channelId, reason: ending.reason, ...tried });
    }
    const ms = ending.kind === "reconnect" ? RECONNECTING_MS : waitOf(ending.seconds);
    const count = await tx.$executeRaw`
      UPDATE distribution_platform_status SET watch_due_at = clock_timestamp() + ${ms} * interval '1 millisecond'
      WHERE id = ${id}::uuid AND fence = ${fence} AND status = 'publishing'`;
    return { noted: count > 0 };
  },
});

/** A platform that has not shown it for so long will not by itself; a person looks. */
const LONGEST_WATCH_MS = 24 * HOUR;
const NEVER_SHOWN = "The platform took it a day ago and has not shown it. Look there before it is sent anew.";

/** How long ago it was sent, by the database's clock, in milliseconds. */
async function watchedFor(tx: Tx, { id, number }: { id: string; number: number }): Promise<number> {
  const [row] = await tx.$queryRaw<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp() - started_at) * 1000)::float8 AS ms FROM publishing_attempts
    WHERE assignment_id = ${id}::uuid AND number = ${number}`;
  return row?.ms ?? 0;
}

const waitOf = (seconds: number | null) => (seconds === null ? backoffMs(1) : Math.max(SOONEST_MS, seconds * 1000));

const ENDED = {
  dueInMs: null,
  watchInMs: null,
  repeatInMs: null,
  channel: { breaker: null, expire: false, disable: false },
} as const;

const seen = ({ remoteId: id, url }: { remoteId: string; url: string | null }): Outcome => ({
  ...ENDED,
  attempt: { state: "confirmed", trouble: null, lookAfterMs: null },
  status: "published",
  cause: null,
  sentence: null,
  remote: { id, url },
});

const broken = (reason: string): Outcome => ({
  ...ENDED,
  attempt: { state: "rejected", trouble: reason, lookAfterMs: null },
  status: "failed",
  cause: "processing_failed",
  sentence: reason,
  remote: null,
});
