import type { Moves } from "@/lib/core/lifecycle";
import type { AssignmentStatus } from "./contract";

export const ASSIGNMENT_MOVES = {
  /** Given a time, or another one; again after a failure. */
  schedule: { from: ["assigned", "scheduled", "failed"], to: "scheduled" },
  unschedule: { from: ["scheduled"], to: "assigned" },
  cancel: { from: ["assigned", "scheduled", "failed"], to: "cancelled" },
  /** The publisher has taken it up: from here on nobody moves or cancels it. */
  claim: { from: ["scheduled"], to: "publishing" },
  /** It is proven that nothing was posted. */
  release: { from: ["publishing"], to: "scheduled" },
  show: { from: ["publishing", "unconfirmed"], to: "published" },
  /** Sent, and nobody knows what came of it. */
  lose: { from: ["publishing"], to: "unconfirmed" },
  /** Found on the platform, where the audience cannot see it yet. */
  find: { from: ["unconfirmed"], to: "publishing" },
  /** Looked for, and not there. */
  absent: { from: ["unconfirmed"], to: "scheduled" },
  fail: { from: ["scheduled", "publishing"], to: "failed" },
} as const satisfies Moves<AssignmentStatus>;

/** Still to go out: a removed channel takes these with it, and a film they need is kept. */
export const PENDING = ["assigned", "scheduled"] as const satisfies readonly AssignmentStatus[];
