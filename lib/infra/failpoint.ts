import { env } from "@/lib/infra/env";

/** The named moments of a delivery at which a test may kill the worker, in the order they pass. */
export const FAILPOINTS = [
  "delivery-before-fetch",
  "delivery-mid-fetch",
  "delivery-after-fetch",
  "delivery-after-look",
  "delivery-before-store",
  /** The object stands under its temporary name only. */
  "delivery-after-link",
  /** The object stands under its final name, the record does not say so yet. */
  "delivery-after-rename",
  "delivery-before-publish",
  "delivery-after-publish",
] as const;

/** The same for one film of a move that removes its source. */
export const MOVE_FAILPOINTS = ["move-after-put", "move-after-remove", "move-after-note"] as const;
/** The same for what is published, in the order they pass: prepared, sent, watched, and looked for. */
export const PUBLISH_FAILPOINTS = [
  "prepare-after-begin",
  "prepare-before-save",
  "prepare-after-save",
  "prepare-before-note",
  "prepare-after-note",
  "send-after-claim",
  "send-before-begin",
  /** The intent stands, and nothing has left. */
  "send-after-begin",
  "send-at-its-time",
  /** The platform has answered, and nobody has written it down. */
  "send-after-answer",
  "send-before-note",
  "send-after-note",
  "watch-before-ask",
  "watch-after-ask",
  "watch-after-note",
  "look-before-ask",
  "look-after-ask",
  "look-after-note",
  "lapse-before",
  "lapse-after",
] as const;

export type Failpoint =
  (typeof FAILPOINTS)[number] | (typeof MOVE_FAILPOINTS)[number] | (typeof PUBLISH_FAILPOINTS)[number];

/**
 * Dies here, without a chance to tidy up, when `MARQUEE_FAILPOINT` names this point, or this point of that subject
 * (`send-after-begin@<id>+<id>`); otherwise does nothing. Tests of crashes set it on a worker of their own.
 */
export function failpoint(name: Failpoint, subject = ""): void {
  const { MARQUEE_FAILPOINT: wanted } = env();
  if (wanted === undefined) return;
  const [point, subjects] = wanted.split("@");
  if (point === name && (subjects === undefined || subjects.split("+").includes(subject))) {
    process.kill(process.pid, "SIGKILL");
  }
}
