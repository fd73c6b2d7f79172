import { expireChannel } from "@/lib/domain/channels/operations/expire-channel";
import { disableChannel } from "@/lib/domain/channels/operations/disable-channel";
import { type AssignmentFact, subjectOf } from "@/lib/domain/assignments/events";
import { breakerAfter } from "@/lib/domain/channels/gate";
import type { Tx } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import type { AttemptState, Evidence } from "./contract";
import { ATTEMPT_MOVES } from "./lifecycle";
import type { Outcome } from "./outcomes";
import { tellChanges } from "./tell";

/** An outcome, for whom: the assignment at the fence under which it was taken up, and the attempt it is about. */
export interface Noted {
  readonly id: string;
  readonly fence: number;
  readonly channelId: string;
  /** Of the attempt; null where none was begun. */
  readonly number: number | null;
  readonly outcome: Outcome;
  /** With which credentials it was tried, where it was: fresh ones are not held against. */
  readonly credentialsRevision?: number | null;
  /** What was seen on the way, added to what the attempt shows already. */
  readonly evidence: Partial<Evidence>;
  /** Raised where somebody else had it: whatever they still do touches nothing. */
  readonly raiseFence?: boolean;
  readonly deaths?: number;
  /** Nobody has seen through it yet: that workers died with it is not forgotten. */
  readonly keepDeaths?: boolean;
}

/**
 * Writes what came of many tries at once, each only where its fence still stands (standard 2.1, R6), with the
 * events they tell and what they mean for their channels. Returns the ids that were moved; the others had been
 * taken over by somebody else, and nothing of theirs was touched.
 */
export async function keepOutcomes(work: Work, noted: readonly Noted[]): Promise<ReadonlySet<string>> {
  if (noted.length === 0) return new Set();
  const moved = await moveAssignments(work.tx, noted);
  const ids = new Set(moved.map(({ assignment_id: id }) => id));
  const kept = noted.filter(({ id }) => ids.has(id));
  await endAttempts(work.tx, kept);
  await tellChanges(work, moved);
  await tellChannels(work, kept);
  await work.signal(...[...ids].map(subjectOf));
  return ids;
}

/** What goes out again is prepared again before: a handle may have ended meanwhile, and preparing twice does no harm. */
async function moveAssignments(tx: Tx, noted: readonly Noted[]): Promise<readonly AssignmentFact[]> {
  const rows = noted.map(({ id, fence, number, outcome, raiseFence = false, deaths = 0, keepDeaths = false }) => ({
    id,
    fence,
    tried: number,
    froms: fromsOf(outcome.attempt.state).join(","),
    fence_step: raiseFence ? 1 : 0,
    deaths,
    keep_deaths: keepDeaths || outcome.repeatInMs !== null,
    status: outcome.status,
    cause: outcome.cause,
    sentence: outcome.sentence,
    remote_id: outcome.remote?.id ?? null,
    remote_url: outcome.remote?.url ?? null,
    due_ms: outcome.dueInMs,
    watch_ms: outcome.watchInMs,
    repeat_ms: outcome.repeatInMs,
  }));
  const moved = await tx.$queryRaw<(Omit<AssignmentFact, "scheduled_at"> & { scheduled_at: Date | null })[]>`
    UPDATE distribution_platform_status a SET
      status = o.status::assignment_status,
      cause = o.cause,
      error_message = o.sentence,
      remote_id = coalesce(o.remote_id, a.remote_id),
      remote_url = coalesce(o.remote_url, a.remote_url),
      live_at = CASE WHEN o.status = 'published' THEN coalesce(a.live_at, clock_timestamp()) ELSE a.live_at END,
      due_at = CASE WHEN o.status = 'scheduled' THEN least(
        clock_timestamp() + o.due_ms * interval '1 millisecond',
        greatest(clock_timestamp(), a.scheduled_at + a.late_after_minutes * interval '1 minute' + interval '1 second')) END,
      prepared_at = CASE WHEN o.status = 'scheduled' AND o.tried IS NOT NULL THEN NULL ELSE a.prepared_at END,
      prepare_due_at = CASE WHEN o.status = 'scheduled' AND o.tried IS NOT NULL THEN clock_timestamp() ELSE a.prepare_due_at END,
      retry_count = a.retry_count + CASE WHEN o.status = 'scheduled' AND o.tried IS NOT NULL THEN 1 ELSE 0 END,
      watch_due_at = clock_timestamp() + o.watch_ms * interval '1 millisecond',
      lease_until = clock_timestamp() + o.repeat_ms * interval '1 millisecond',
      worker = NULL,
      deaths = CASE WHEN o.deaths > 0 THEN a.deaths + o.deaths WHEN o.keep_deaths THEN a.deaths ELSE 0 END,
      fence = a.fence + o.fence_step,
      revision = a.revision + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(
      id uuid, fence int, tried int, froms text, fence_step int, deaths int, keep_deaths bool, status text, cause text, sentence text, remote_id text,
      remote_url text, due_ms float8, watch_ms float8, repeat_ms float8), channels c
    WHERE a.id = o.id AND a.fence = o.fence AND a.status IN ('scheduled', 'publishing', 'unconfirmed')
      AND c.id = a.channel_id
      AND (o.tried IS NULL OR EXISTS (
        SELECT FROM publishing_attempts t
        WHERE t.assignment_id = a.id AND t.number = o.tried AND t.state::text = ANY(string_to_array(o.froms, ','))))
    RETURNING a.id AS assignment_id, a.video_id, a.channel_id, c.platform, a.distribution_method, a.status,
              a.scheduled_at, a.retry_count, a.cause, a.error_message AS reason, a.remote_id, a.remote_url`;
  return moved.map((row) => ({ ...row, scheduled_at: row.scheduled_at?.toISOString() ?? null }));
}

/** In which states a try may be that ends so. */
const fromsOf = (state: AttemptState): readonly AttemptState[] =>
  Object.values(ATTEMPT_MOVES).flatMap(({ from, to }) => (to === state ? from : []));

async function endAttempts(tx: Tx, noted: readonly Noted[]): Promise<void> {
  const rows = noted.flatMap(({ id, number, outcome, evidence }) =>
    number === null
      ? []
      : [
          {
            id,
            number,
            froms: fromsOf(outcome.attempt.state).join(","),
            state: outcome.attempt.state,
            trouble: outcome.attempt.trouble,
            remote_id: outcome.remote?.id ?? null,
            look_ms: outcome.attempt.lookAfterMs,
            calls: evidence.calls ?? [],
            looks: evidence.looks ?? [],
            decision: evidence.decision ?? null,
          },
        ],
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE publishing_attempts t SET
      state = o.state::attempt_state,
      trouble = coalesce(o.trouble, t.trouble),
      ended_at = clock_timestamp(),
      remote_id = coalesce(o.remote_id, t.remote_id),
      look_due_at = t.deadline + o.look_ms * interval '1 millisecond',
      looks = t.looks + jsonb_array_length(o.looks),
      evidence = jsonb_build_object(
        'calls', coalesce(t.evidence->'calls', '[]') || o.calls,
        'looks', coalesce(t.evidence->'looks', '[]') || o.looks,
        'decision', coalesce(o.decision, t.evidence->'decision', 'null'))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(
      id uuid, number int, froms text, state text, trouble text, remote_id text, look_ms float8, calls jsonb, looks jsonb,
      decision jsonb)
    WHERE t.assignment_id = o.id AND t.number = o.number AND t.state::text = ANY(string_to_array(o.froms, ','))`;
}

/** Breakers, sign-ins that ended and receivers that want to hear nothing more: each channel once, in the order of ids. */
async function tellChannels(work: Work, noted: readonly Noted[]): Promise<void> {
  const telling = noted.filter(({ outcome: { channel } }) => channel.breaker ?? (channel.expire || channel.disable));
  if (telling.length === 0) return;
  const byChannel = [...Map.groupBy(telling, ({ channelId }) => channelId)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const troubled = await work.tx.channel.findMany({
    where: {
      id: { in: byChannel.map(([id]) => id) },
      OR: [{ breakerFailures: { gt: 0 } }, { checkTrouble: { not: null } }],
    },
    select: { id: true },
  });
  for (const [id, toldHere] of byChannel) {
    const outcomes = toldHere.map(({ outcome }) => outcome);
    const expired = toldHere.find(({ outcome: { channel } }) => channel.expire);
    const disabled = outcomes.find(({ channel }) => channel.disable);
    if (expired) await work.also(expireChannel, expiryOf(expired));
    if (disabled) await work.also(disableChannel, { id, reason: disabled.sentence ?? "" });
    const breakers = outcomes.flatMap(({ channel }) => channel.breaker ?? []);
    // Most are fine on a channel that was fine: nothing to write, and no row that many wait for.
    const news = breakers.includes("failed") || (breakers.length > 0 && troubled.some((channel) => channel.id === id));
    if (news) await turnBreaker(work, id, breakers);
  }
}

/** That a sign-in was refused; where it is known which, a fresh one is left alone. */
const expiryOf = ({ channelId: id, outcome, credentialsRevision }: Noted) => ({
  id,
  reason: outcome.sentence ?? "",
  ...(typeof credentialsRevision === "number" ? { credentials_revision: credentialsRevision } : {}),
});

async function turnBreaker({ tx, now }: Work, id: string, breakers: readonly ("fine" | "failed")[]): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS held FROM channels WHERE id = ${id}::uuid FOR UPDATE`;
  const channel = await tx.channel.findUniqueOrThrow({
    where: { id },
    select: { breakerFailures: true, breakerOpenUntil: true },
  });
  const after = breakers.reduce((breaker, outcome) => breakerAfter(breaker, outcome, now), channel);
  // What a test once found wrong is over when something has gone out.
  const fine = breakers.every((one) => one === "fine");
  await tx.channel.update({ where: { id }, data: { ...after, ...(fine ? { checkTrouble: null } : {}) } });
}
