import { Refusal } from "@/lib/core/refusal";
import type { AssignmentStatus, Decision } from "./contract";

export const assignmentNotFound = (id: string) =>
  new Refusal("not_found", "assignment_not_found", "There is no such assignment on the desk.", { id });

export const channelNotFound = (id: string) =>
  new Refusal("not_found", "channel_not_found", `There is no channel ${id} on the desk, or it was removed.`, { id });

/** `doing` as in "cannot be …". */
export const moveClosed = (doing: string, status: AssignmentStatus) =>
  new Refusal(
    "conflict",
    "invalid_state_transition",
    `An assignment that is ${status} cannot be ${doing}. Look again.`,
    { status },
  );

export const retriesSpent = (most: number) =>
  new Refusal(
    "conflict",
    "retries_spent",
    `It was retried ${most} times, and that is all. Mend what is wrong and give it a new time.`,
    { max_retries: most },
  );

export const needsForce = () =>
  new Refusal(
    "conflict",
    "needs_force",
    "The platform had taken it before it failed. Look there first; to post it anew, retry it with force and a reason.",
  );

/** Against one that stands there already, or did so a moment ago. */
export const alreadyAssigned = (details: { channel_id: string; assignment_id: string | null }) =>
  new Refusal(
    "conflict",
    "already_assigned",
    "This video, or the same film, is on this channel already. Force it with a reason to post it again.",
    details,
  );

/** The ways a pair of video and channel is refused at creation, and the kind each is told with. */
const KINDS = {
  already_assigned: "conflict",
  channel_inactive: "conflict",
  preflight_failed: "unprocessable",
} as const;
export type Against = keyof typeof KINDS;

/** Nothing was assigned, since these could not be: every decision is told, so that a screen can show which. */
export function assigningRefused(code: Against, decisions: readonly Decision[]): Refusal {
  const refused = decisions.filter(({ outcome }) => outcome === "refused");
  const first = refused.find((decision) => decision.code === code) ?? refused[0];
  const count =
    decisions.length === 1 ? "" : `Nothing was assigned: ${refused.length} of ${decisions.length} channels cannot. `;
  return new Refusal(KINDS[code], code, `${count}${first?.sentence ?? ""}`, {
    ...(first ? { channel_id: first.channel_id, findings: first.findings } : {}),
    decisions,
  });
}

/** An edit that cannot go out as it would be then. */
export const preflightFailed = (findings: Decision["findings"]) =>
  new Refusal("unprocessable", "preflight_failed", findings.map(({ sentence }) => sentence).join(" "), { findings });

export const wrongFields = (fields: Readonly<Record<string, readonly string[]>>) =>
  new Refusal("invalid", "invalid_request", "Some fields need another look.", { fields });

export const viewNotFound = (id: string) =>
  new Refusal("not_found", "saved_view_not_found", "There is no such view.", { id });

export const viewOfSomebodyElse = () =>
  new Refusal("forbidden", "forbidden", "Only who saved this view, or an admin, can remove it.");

export const tooManyViews = (most: number) =>
  new Refusal("conflict", "too_many_saved_views", `You keep ${most} views already. Remove one first.`);
