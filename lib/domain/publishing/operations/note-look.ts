import { z } from "zod";
import { expireChannel } from "@/lib/domain/channels/operations/expire-channel";
import { cardOf, landingSeconds } from "@/lib/platforms/cards";
import type { Settings } from "@/lib/platforms/contract";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { Evidence } from "../contract";
import { databaseNow } from "../database-now";
import { verdictOf, type LookEnding } from "../looks";
import type { Outcome } from "../outcomes";
import { keepOutcomes } from "../outcome-store";
import { takenOver } from "../refusals";
import { MOST_DEATHS } from "../rules";

const Ending = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sent"), remoteId: z.string() }),
  z.object({ kind: z.literal("live"), remoteId: z.string(), url: z.string().nullable() }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("later"), seconds: z.number().nullable(), reason: z.string() }),
  z.object({ kind: z.literal("reconnect"), reason: z.string() }),
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
]);

/** Writes down what a search for a lost try has found, and what follows of it. */
export const noteLook = operation({
  name: "publishing.note-look",
  summary: "Write down whether a lost try was found on the platform.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    fence: z.int(),
    number: z.int(),
    credentials_revision: z.int().optional().describe("With which it was tried."),
    ending: Ending,
    calls: Evidence.shape.calls,
  }),
  output: z.object({ noted: z.boolean() }),
  subject: ({ id }) => `assignment:${id}`,

  async run({ id, fence, number, credentials_revision: revision, ending, calls }, work) {
    const { tx } = work;
    await tx.$queryRaw`SELECT 1 AS held FROM distribution_platform_status WHERE id = ${id}::uuid FOR UPDATE`;
    const now = await databaseNow(tx);
    const row = await tx.assignment.findUnique({
      where: { id },
      include: { channel: true, attempts: { where: { number } } },
    });
    const [attempt] = row?.attempts ?? [];
    if (row?.fence !== fence || row.status !== "unconfirmed" || attempt?.state !== "unknown") throw takenOver();
    const look = { at: now.toISOString(), found: FOUND[ending.kind], sentence: sentenceOf(ending) };
    const about = { id, fence, channelId: row.channelId, number };
    const evidence = { calls, looks: [look] };
    if (ending.kind === "sent" || ending.kind === "live") {
      await keepOutcomes(work, [{ ...about, evidence, outcome: found(ending) }]);
      return { noted: true };
    }
    if (ending.kind === "reconnect") {
      const tried = revision === undefined ? {} : { credentials_revision: revision };
      await work.also(expireChannel, { id: row.channelId, reason: ending.reason, ...tried });
    }
    const verdict = verdictOf(ending, {
      now,
      deadline: attempt.deadline,
      landsWithinMs: landingSeconds(cardOf(row.channel.platform), row.channel.settings as Settings) * 1000,
      absentSince: attempt.absentSince,
      looks: attempt.looks,
    });
    if (verdict.kind === "absent") {
      await keepOutcomes(work, [
        { ...about, evidence, raiseFence: true, keepDeaths: true, outcome: { ...absent, ...next(row) } },
      ]);
      return { noted: true };
    }
    await keepLook(work, { id, number, evidence, ...verdict });
    return { noted: true };
  },
});

const FOUND = {
  sent: "there",
  live: "there",
  absent: "absent",
  later: "unsure",
  reconnect: "unsure",
  unknown: "unsure",
} as const;

function sentenceOf(ending: LookEnding): string {
  if (ending.kind === "absent") return "It is not there.";
  return ending.kind === "sent" || ending.kind === "live" ? "It is there." : ending.reason;
}

async function keepLook(
  work: Work,
  kept: {
    readonly id: string;
    readonly number: number;
    readonly evidence: { readonly calls: readonly unknown[]; readonly looks: readonly unknown[] };
    readonly inMs: number | null;
    readonly absentSince: Date | null;
  },
): Promise<void> {
  const { id, number, evidence, inMs, absentSince } = kept;
  await work.tx.$executeRaw`
    UPDATE publishing_attempts SET
      looks = looks + 1,
      absent_since = ${absentSince},
      look_due_at = clock_timestamp() + ${inMs}::float8 * interval '1 millisecond',
      evidence = jsonb_build_object(
        'calls', coalesce(evidence->'calls', '[]') || ${JSON.stringify(evidence.calls)}::jsonb,
        'looks', coalesce(evidence->'looks', '[]') || ${JSON.stringify(evidence.looks)}::jsonb,
        'decision', coalesce(evidence->'decision', 'null'))
    WHERE assignment_id = ${id}::uuid AND number = ${number} AND state = 'unknown'`;
  await work.tx.assignment.update({ where: { id }, data: { revision: { increment: 1 } } });
  await work.signal(`assignment:${id}`);
}

const ENDED = {
  cause: null,
  sentence: null,
  dueInMs: null,
  watchInMs: null,
  repeatInMs: null,
  channel: { breaker: null, expire: false, disable: false },
} as const;

const found = (ending: Extract<LookEnding, { kind: "sent" | "live" }>): Outcome => ({
  ...ENDED,
  attempt: { state: "confirmed", trouble: null, lookAfterMs: null },
  status: ending.kind === "live" ? "published" : "publishing",
  remote: { id: ending.remoteId, url: ending.kind === "live" ? ending.url : null },
  watchInMs: ending.kind === "live" ? null : 0,
});

const GONE = "It was looked for and is not there.";

const absent = {
  ...ENDED,
  attempt: { state: "absent", trouble: GONE, lookAfterMs: null },
  remote: null,
} as const;

/** What is not there goes out again, unless it had its tries or worker after worker has died with it. */
function next({ retryCount, maxRetries, deaths }: { retryCount: number; maxRetries: number; deaths: number }) {
  if (deaths >= MOST_DEATHS) return { status: "failed", cause: "worker_lost", sentence: DEADLY } as const;
  if (retryCount >= maxRetries) return { status: "failed", cause: "gave_up", sentence: GONE } as const;
  return { status: "scheduled", sentence: GONE, dueInMs: 0 } as const;
}

const DEADLY = `${GONE} ${MOST_DEATHS} workers were lost with it: look at it before it is tried again.`;
