import { bytesInWords, countOf } from "@/components/ui/words";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";
import type { Upload } from "@/lib/domain/uploads/contract";
import { paceInWords } from "./pace";
import type { MadeOfIt, QueuedFile } from "./queued-file";

const percent = (part: number, whole: number) => `${Math.floor((100 * part) / Math.max(1, whole))} %`;

/** How far a file of this tab is: `43 % of 1.2 GB · 12.4 MB/s · 1 min left`. */
export function progressInWords(file: QueuedFile): string {
  const { state, sent, bytes, marks, trouble } = file;
  const share = `${percent(sent, bytes)} of ${bytesInWords(bytes)}`;
  if (state === "waiting") return `Waits for its turn · ${bytesInWords(bytes)}`;
  if (state === "lost") return `${trouble ?? "Connection lost, trying again"} · ${share}`;
  if (state === "paused") return `Paused · ${share}`;
  if (state === "failed") return trouble ?? "It could not be sent.";
  if (state === "here" && file.delivery) return deliveryInWords(file.delivery);
  if (state === "here") return `All of it is here · ${bytesInWords(bytes)}`;
  return [share, paceInWords(marks, bytes)].filter((part) => part !== "").join(" · ");
}

/** How far its checksum is. */
export function hashInWords({ checksum, unreadable, hashed, bytes }: QueuedFile): string {
  if (checksum !== null) return "Checksum computed on this computer";
  if (unreadable) return "This computer could not read the file to its end. Drop it again.";
  return `Computing its checksum, ${percent(hashed, bytes)}`;
}

/** What the desk has of a file that this tab does not know: `43 % of 1.2 GB is here`. */
export function leftInWords({ bytes, bytes_received: received, completed_at: completed }: Upload): string {
  return completed === null
    ? `${percent(received, bytes)} of ${bytesInWords(bytes)} is here. Drop the same file again to go on.`
    : `All of it is here · ${bytesInWords(bytes)}`;
}

/** Whether a file and its checksum are all there, so that its QC form can be sent. */
export const isReady = ({ state, checksum, delivery }: Pick<QueuedFile, "state" | "checksum" | "delivery">) =>
  state === "here" && checksum !== null && !isBeingDelivered(delivery);

/** Whether the desk is making a delivery of it just now. */
export const isBeingDelivered = (delivery: MadeOfIt | null | undefined) =>
  delivery !== null && delivery !== undefined && inFlight(delivery.status);

/** What became of the delivery that was made of a file: `Being delivered`, or why it failed. */
export function deliveryInWords(delivery: MadeOfIt): string {
  if (delivery.status !== "failed") return "Being delivered";
  return `Its delivery failed. ${delivery.error_message ?? ""}`.trim();
}

/** `2 uploads · 43 %`, and once all are here what they wait for. */
export function afloatInWords(queue: readonly QueuedFile[]): string {
  const going = queue.filter(({ state }) => state !== "here").length;
  const forms = queue.filter(({ delivery }) => !isBeingDelivered(delivery)).length;
  if (going > 0) return `${countOf(going, "upload")} · ${percent(sumOf(queue, "sent"), sumOf(queue, "bytes"))}`;
  return forms > 0 ? `${countOf(forms, "upload")} for a QC form` : `${countOf(queue.length, "upload")} being delivered`;
}

const sumOf = (queue: readonly QueuedFile[], what: "sent" | "bytes") =>
  queue.reduce((total, file) => total + file[what], 0);
