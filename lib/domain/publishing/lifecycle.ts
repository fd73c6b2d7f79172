import type { Moves } from "@/lib/core/lifecycle";
import type { AttemptState } from "./contract";

/** A try begins as `sending`, before the first byte of its request, and ends once. */
export const ATTEMPT_MOVES = {
  confirm: { from: ["sending", "unknown"], to: "confirmed" },
  /** The audience has come to see it. */
  show: { from: ["confirmed"], to: "confirmed" },
  reject: { from: ["sending"], to: "rejected" },
  /** It is proven that nothing was posted. */
  clear: { from: ["sending"], to: "not_sent" },
  lose: { from: ["sending"], to: "unknown" },
  /** Looked for until it can no longer land, and not there. */
  miss: { from: ["unknown"], to: "absent" },
  /** The same request goes out again under the same key. */
  repeat: { from: ["unknown"], to: "repeated" },
  /** The platform had it and gave up on it. */
  break: { from: ["confirmed"], to: "rejected" },
} as const satisfies Moves<AttemptState>;
