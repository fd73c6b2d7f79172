import { Refusal, type RefusalKind } from "@/lib/core/refusal";
import type { DeliveryStatus } from "./contract";
import type { DeliveryMove } from "./lifecycle";

export const deliveryNotFound = (id: string) =>
  new Refusal("not_found", "delivery_not_found", "There is no such delivery on the desk.", { id });

export const linkNotFound = (id: string) =>
  new Refusal("not_found", "link_not_found", "This delivery has no such link.", { id });

export const moveClosed = (move: DeliveryMove, status: DeliveryStatus) =>
  new Refusal("conflict", "invalid_state_transition", `A delivery that is ${status} cannot ${move}. Look again.`, {
    move,
    status,
  });

export const deliveryChanged = (id: string) =>
  new Refusal("stale", "stale", "Someone else just changed this delivery. Look again.", { id });

export const deliveryNotPublished = (id: string) =>
  new Refusal("conflict", "delivery_not_published", "Only a published delivery has links.", { id });

export const linkRefused = () =>
  new Refusal("forbidden", "link_refused", "This link is not valid, has expired or was revoked. Ask for a fresh one.");

export const linkEnded = () =>
  new Refusal("conflict", "link_ended", "This link has expired or was revoked. There is nothing to remind of.");

export const tooLateToRemind = () =>
  new Refusal("conflict", "too_late_to_remind", "That moment has passed already. Choose fewer hours.");

export const mailNotSetUp = () =>
  new Refusal("conflict", "mail_not_set_up", "This desk sends no mail. Its operator can set that up.");

export const qcNotPassed = (status: string) =>
  new Refusal("unprocessable", "qc_not_passed", `The QC report says "${status}", and only what passed is delivered.`);

export const checksumMismatch = (claimed: string, computed: string) =>
  new Refusal("unprocessable", "checksum_mismatch", `The file's checksum is ${computed}, not ${claimed} as promised.`);

export const sourceUnreadable = () =>
  new Refusal(
    "conflict",
    "source_unreadable",
    "The secret that sealed the source's address is gone. Deliver it again.",
  );

export const uploadGone = () =>
  new Refusal("upstream", "source_unreachable", "The uploaded file is not on the desk any more. Send it again.");

export const workerStopped = () =>
  new Refusal("unavailable", "worker_lost", "The worker was stopped while it carried this file. Try it again.");

export const notAnMp4 = (reason: string) => new Refusal("unprocessable", "not_an_mp4", reason);

export const durationMismatch = (claimed: number, actual: number) =>
  new Refusal(
    "unprocessable",
    "duration_mismatch",
    `The film runs ${actual.toFixed(2)} s, not ${claimed} s as promised.`,
  );

/** The ways a transfer can end badly, as they are kept on the row, and the kind each is told with. */
export const FAILURES = {
  source_refused: "invalid",
  source_unreachable: "upstream",
  too_large: "too_large",
  checksum_mismatch: "unprocessable",
  not_an_mp4: "unprocessable",
  duration_mismatch: "unprocessable",
  storage_full: "unavailable",
  storage_failed: "unavailable",
  worker_lost: "unavailable",
  carrying_failed: "unavailable",
  source_unreadable: "conflict",
} as const satisfies Record<string, RefusalKind>;

export type FailureCode = keyof typeof FAILURES;

/** A failed row, told to whoever waited for it. */
export function failureOf({ code, message, id }: { code: string | null; message: string | null; id: string }): Refusal {
  const known = code !== null && Object.hasOwn(FAILURES, code) ? (code as FailureCode) : "worker_lost";
  return new Refusal(FAILURES[known], known, message ?? "The delivery failed.", { audit_log_id: id });
}
