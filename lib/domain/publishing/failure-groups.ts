import type { ChannelStatus } from "@/lib/domain/channels/contract";
import { CAUSES, type Cause } from "@/lib/domain/assignments/contract";
import type { Tx } from "@/lib/infra/db";
import type { FailureGroup } from "./contract";

interface Group {
  readonly channel_id: string;
  readonly channel_name: string;
  readonly platform: string;
  readonly channel_status: ChannelStatus;
  readonly cause: string;
  readonly count: number;
  readonly since: Date;
}

/** Failures that have one cause on one channel and are mended together. What was tried as often as it may be, or a platform gave up on, is looked at singly. */
export async function failureGroups(tx: Tx): Promise<FailureGroup[]> {
  const groups = await tx.$queryRaw<Group[]>`
    SELECT c.id AS channel_id, c.name AS channel_name, c.platform, c.status::text AS channel_status, a.cause,
           count(*)::int AS count, min(coalesce(a.scheduled_at, a.created_at)) AS since
    FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id
    WHERE a.status = 'failed' AND a.cause NOT IN ('processing_failed', 'gave_up') AND c.removed_at IS NULL
    GROUP BY c.id, a.cause ORDER BY count(*) DESC, c.id, a.cause LIMIT 20`;
  return groups
    .map(({ channel_status: status, ...group }) => ({
      ...group,
      since: group.since.toISOString(),
      sentence: sentenceOf(group),
      mend: mendOf(group.cause, status),
    }))
    .filter(({ count, mend }) => count > 1 || mend !== "retry");
}

const WHY: Readonly<Record<Cause, string>> = {
  missed: "could not go out in time",
  sign_in_expired: "failed because its sign-in expired",
  refused: "were refused",
  preflight: "did not fit what the platform takes",
  processing_failed: "failed on the platform",
  gave_up: "failed again and again",
  channel_disabled: "failed because its receiver wants to hear nothing more",
  worker_lost: "lost their worker again and again",
  no_answer: "got no answer",
};

const isCause = (text: string): text is Cause => CAUSES.some((cause) => cause === text);

function sentenceOf({ count, channel_name: name, cause }: Pick<Group, "count" | "channel_name" | "cause">): string {
  return `${count} on “${name}” ${isCause(cause) ? WHY[cause] : "failed"}. Nothing was posted twice.`;
}

function mendOf(cause: string, status: ChannelStatus): FailureGroup["mend"] {
  if (status === "needs_reconnecting" || status === "disabled") return "reconnect";
  return cause === "missed" && status === "paused" ? "resume" : "retry";
}
