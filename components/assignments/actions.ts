import type { AssignmentAction } from "@/lib/domain/assignments/contract";

export const ACTION_WORDS: Readonly<Record<AssignmentAction, string>> = {
  edit: "Edit or move",
  cancel: "Cancel it",
  publish: "Publish now",
  retry: "Retry",
  check: "Check now",
  present: "It is there…",
  absent: "It is not there…",
  reconnect: "Reconnect",
  resume: "Resume",
};

/** What mends a trouble, in the order in which a person would try it; the rest can be done in peace. */
const MENDING = ["reconnect", "resume", "check", "retry", "present", "absent"] as const;

export type MendingAction = (typeof MENDING)[number];

export function mendingOf(actions: readonly AssignmentAction[]): readonly MendingAction[] {
  const mending = MENDING.filter((action) => actions.includes(action));
  // A retry on a channel that cannot publish would fail the same way: first things first.
  return mending.includes("reconnect") || mending.includes("resume")
    ? mending.filter((action) => action !== "retry")
    : mending;
}

/** Where a channel is mended; what failed for one cause there can be retried together afterwards. */
export function mendAddress(channelId: string, cause: string | null): string {
  return `/desk/channels/${channelId}${cause === null ? "" : `?${new URLSearchParams({ retry: cause }).toString()}`}`;
}

/** Everything that can be done, what mends first and what ends it last. */
export function inOrder(actions: readonly AssignmentAction[]): readonly AssignmentAction[] {
  return ORDER.filter((action) => actions.includes(action));
}

const ORDER = [...MENDING, "publish", "edit", "cancel"] as const satisfies readonly AssignmentAction[];
