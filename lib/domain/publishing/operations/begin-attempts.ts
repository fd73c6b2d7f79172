import { randomUUID } from "node:crypto";
import { z } from "zod";
import { gateOf } from "@/lib/domain/channels/gate";
import { HOUR } from "@/lib/core/time";
import { Id } from "@/lib/core/id";
import type { Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { databaseNow } from "../database-now";

const Beginning = z.strictObject({
  id: z.uuid(),
  channel_id: z.uuid(),
  fence: z.int(),
  request_hash: z.string(),
});
type Beginning = z.infer<typeof Beginning>;

/**
 * Writes down, before the first byte leaves, that these are about to be sent (standard 2.1, R1): for each that is
 * still at its fence and has no other try open. Those whose channel may not send now go back to wait.
 */
export const beginAttempts = operation({
  name: "publishing.begin-attempts",
  summary: "Write down what is about to be sent.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ worker: Id, send_ms: z.int().min(1), items: z.array(Beginning).max(1000) }),
  output: z.object({ begun: z.array(z.object({ id: z.string(), number: z.int() })) }),
  subject: () => "publishing",

  async run({ worker, send_ms: sendMs, items }, { tx }) {
    const { open: through, held } = await throughGates(tx, items);
    await giveBack(tx, held);
    const mine = await holdOn(tx, through, sendMs);
    const open = through.filter(({ id }) => mine.has(id));
    if (open.length === 0) return { begun: [] };
    const ids = open.map(({ id }) => id);
    // A try under the same key whose outcome nobody knows makes way for its repetition.
    await tx.$executeRaw`
      UPDATE publishing_attempts SET state = 'repeated' WHERE assignment_id = ANY(${ids}::uuid[]) AND state = 'unknown'`;
    const begun = await tx.$queryRaw<{ id: string; number: number }[]>`
      INSERT INTO publishing_attempts
        (id, assignment_id, channel_id, number, fence, marker, request_hash, state, worker, started_at, deadline, evidence)
      SELECT o.attempt_id, a.id, a.channel_id,
             1 + coalesce((SELECT max(number) FROM publishing_attempts WHERE assignment_id = a.id), 0),
             a.fence, a.frozen->>'marker', o.request_hash, 'sending', ${worker}, clock_timestamp(),
             greatest(a.due_at, clock_timestamp()) + ${sendMs} * interval '1 millisecond', '{}'
      FROM unnest(${ids}::uuid[], ${open.map((item) => item.request_hash)}::text[],
                  ${ids.map(() => randomUUID())}::uuid[])
           AS o(id, request_hash, attempt_id)
        JOIN distribution_platform_status a ON a.id = o.id
      ON CONFLICT DO NOTHING
      RETURNING assignment_id AS id, number`;
    return { begun };
  },
});

/**
 * Takes hold of the rows until this transaction ends, for as long again as a request may take: who takes over from lost
 * workers comes either before it, and then nothing is begun, or after it, and then there is a try to be seen.
 */
async function holdOn(tx: Tx, items: readonly Beginning[], sendMs: number): Promise<ReadonlySet<string>> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    UPDATE distribution_platform_status a
    SET lease_until = greatest(a.due_at, clock_timestamp()) + ${2 * sendMs} * interval '1 millisecond'
    FROM unnest(${items.map(({ id }) => id)}::uuid[], ${items.map(({ fence }) => fence)}::int[]) AS o(id, fence)
    WHERE a.id = o.id AND a.fence = o.fence AND a.status = 'publishing' AND a.lease_until > clock_timestamp()
    RETURNING a.id`;
  return new Set(held.map(({ id }) => id));
}

interface Held {
  readonly id: string;
  readonly fence: number;
  readonly until: Date | null;
}

/** Which may pass the gate of their channel. A channel that counts is locked, so that two workers count together. */
async function throughGates(
  tx: Tx,
  items: readonly Beginning[],
): Promise<{ open: readonly Beginning[]; held: readonly Held[] }> {
  const ids = [...new Set(items.map(({ channel_id: id }) => id))].toSorted();
  await tx.$queryRaw`
    SELECT 1 AS held FROM channels
    WHERE id = ANY(${ids}::uuid[]) AND (max_per_hour IS NOT NULL OR breaker_failures > 0) ORDER BY id FOR UPDATE`;
  const channels = await tx.channel.findMany({ where: { id: { in: ids } } });
  const stops = new Set((await tx.stop.findMany({ select: { scope: true } })).map(({ scope }) => scope));
  const now = await databaseNow(tx);
  const open: Beginning[] = [];
  const held: Held[] = [];
  for (const channel of channels) {
    const here = items.filter(({ channel_id: id }) => id === channel.id);
    const stopped = stops.has("all") || stops.has(`platform:${channel.platform}`);
    const hour = channel.maxPerHour === null ? NONE : await attemptsOfHour(tx, channel.id, now);
    let probing = false;
    for (const [index, item] of here.entries()) {
      const gate = gateOf(channel, {
        stopped,
        now,
        startedThisHour: hour.started + index,
        hourEndsAt: hour.endsAt ?? new Date(now.getTime() + HOUR),
      });
      if (gate.open && !(gate.probe && probing)) open.push(item);
      else held.push({ id: item.id, fence: item.fence, until: gate.open ? afterProbe(now) : gate.until });
      probing ||= gate.open && gate.probe;
    }
  }
  return { open, held };
}

const NONE = { started: 0, endsAt: null };

/** How long the others wait while one of a half-open channel goes through. */
const afterProbe = (now: Date) => new Date(now.getTime() + 15_000);

async function attemptsOfHour(tx: Tx, channelId: string, now: Date): Promise<{ started: number; endsAt: Date | null }> {
  const { _count: started, _min } = await tx.attempt.aggregate({
    where: { channelId, startedAt: { gt: new Date(now.getTime() - HOUR) } },
    _count: true,
    _min: { startedAt: true },
  });
  return { started, endsAt: _min.startedAt && new Date(_min.startedAt.getTime() + HOUR) };
}

/** Nothing was sent: they wait again, until then or until they are claimed anew. What repeats stays with its open try. */
async function giveBack(tx: Tx, held: readonly Held[]): Promise<void> {
  if (held.length === 0) return;
  const rows = held.map(({ id, fence, until }) => ({ id, fence, until: until?.toISOString() ?? null }));
  await tx.$executeRaw`
    UPDATE distribution_platform_status a
    SET status = CASE WHEN open.n > 0 THEN a.status ELSE 'scheduled' END,
        due_at = greatest(a.due_at, o.until),
        lease_until = CASE WHEN open.n > 0 THEN coalesce(o.until, clock_timestamp() + interval '15 seconds') END,
        worker = NULL, revision = a.revision + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(id uuid, fence int, until timestamptz),
         LATERAL (SELECT count(*) AS n FROM publishing_attempts t WHERE t.assignment_id = o.id AND t.state = 'unknown') AS open
    WHERE a.id = o.id AND a.fence = o.fence AND a.status = 'publishing'`;
}
