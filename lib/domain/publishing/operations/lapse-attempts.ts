import { z } from "zod";
import { cardOf, landingSeconds } from "@/lib/platforms/cards";
import type { Settings } from "@/lib/platforms/contract";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { lapsed, stranded } from "../due";
import { keepOutcomes, type Noted } from "../outcome-store";
import { lost, type Outcome } from "../outcomes";
import { MOST_DEATHS } from "../rules";

const BATCH = 500;

interface Lapsed {
  readonly id: string;
  readonly channel_id: string;
  readonly platform: string;
  readonly settings: Settings;
  readonly fence: number;
  readonly deaths: number;
  readonly retry_count: number;
  readonly max_retries: number;
  /** Of the try that was on its way; null where none had begun. */
  readonly number: number | null;
}

const GONE = "The worker that had it was lost.";

/**
 * Takes from lost workers what they had. What they had not begun to send waits again; what they may have sent is
 * unknown, and settled in its platform's way. The fence is raised, so a worker that was only asleep touches nothing.
 */
export const lapseAttempts = operation({
  name: "publishing.lapse",
  summary: "Take from lost workers what they were publishing.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({}),
  output: z.object({ lapsed: z.int() }),
  subject: () => "publishing",

  async run(_input, work) {
    const rows = await work.tx.$queryRaw<Lapsed[]>`
      SELECT a.id, a.channel_id, c.platform, c.settings, a.fence, a.deaths, a.retry_count, a.max_retries,
             (SELECT t.number FROM publishing_attempts t WHERE t.assignment_id = a.id AND t.state = 'sending') AS number
      FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
      WHERE ${lapsed} ORDER BY a.lease_until LIMIT ${BATCH} FOR UPDATE OF a SKIP LOCKED`;
    const moved = await keepOutcomes(
      work,
      rows.map((row): Noted => ({
        id: row.id,
        fence: row.fence,
        channelId: row.channel_id,
        number: row.number,
        outcome: row.number === null ? notBegun(row) : maybeSent(row, row.number),
        evidence: {},
        raiseFence: true,
        deaths: 1,
      })),
    );
    const left = await leaveToAPerson(work);
    return { lapsed: moved.size + left };
  },
});

const poisonous = ({ deaths }: Lapsed) => deaths + 1 >= MOST_DEATHS;

function notBegun(row: Lapsed): Outcome {
  return {
    ...WAITS,
    ...(poisonous(row)
      ? {
          status: "failed",
          cause: "worker_lost",
          sentence: `${GONE} It was the third: look at it before it is tried again.`,
        }
      : {}),
  };
}

const WAITS: Outcome = {
  attempt: { state: "not_sent", trouble: null, lookAfterMs: null },
  status: "scheduled",
  cause: null,
  sentence: null,
  remote: null,
  dueInMs: 0,
  watchInMs: null,
  repeatInMs: null,
  channel: { breaker: null, expire: false, disable: false },
};

function maybeSent(row: Lapsed, number: number): Outcome {
  const card = cardOf(row.platform);
  const outcome = lost(GONE, "worker_lost", {
    settles: card.settles,
    landsWithinMs: landingSeconds(card, row.settings) * 1000,
    retryCount: row.retry_count,
    maxRetries: row.max_retries,
    number,
  });
  if (outcome.repeatInMs === null) return outcome;
  return poisonous(row)
    ? { ...outcome, status: "unconfirmed", cause: "worker_lost", repeatInMs: null }
    : { ...outcome, repeatInMs: 0 };
}

/** What cannot be sent again under its key, since its channel takes nothing any more, is no machine's to settle. */
async function leaveToAPerson(work: Work): Promise<number> {
  const rows = await work.tx.$queryRaw<{ id: string; channel_id: string; fence: number }[]>`
    SELECT a.id, a.channel_id, a.fence FROM distribution_platform_status a
    WHERE ${stranded} ORDER BY a.lease_until LIMIT ${BATCH} FOR UPDATE OF a SKIP LOCKED`;
  const moved = await keepOutcomes(
    work,
    rows.map(({ id, channel_id: channelId, fence }): Noted => ({
      id,
      fence,
      channelId,
      number: null,
      outcome: {
        ...WAITS,
        status: "unconfirmed",
        cause: "no_answer",
        sentence: "No answer came, and it cannot be sent again: its channel takes nothing now.",
        dueInMs: null,
      },
      evidence: {},
      raiseFence: true,
    })),
  );
  return moved.size;
}
