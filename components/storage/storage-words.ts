import { bytesInWords, countOf, spanInWords } from "@/components/ui/words";
import type { StorageMove, Store } from "@/lib/domain/copies/contract";

/** What people call a store: the data dir, a folder, a bucket. */
export function storeInWords(name: string): string {
  if (name === "local") return "Data dir";
  if (name.startsWith("local:")) return name.slice("local:".length);
  return name.replace(/^s3:/, "");
}

export const DRIVER_WORDS = { local: "folder", s3: "S3 bucket" } as const;

/** How a store is, the worst first; nothing where all is well. */
export function concernsOf({ lost, troubled, waiting }: Store): readonly string[] {
  return [
    ...(lost > 0 ? [`${countOf(lost, "copy", "copies")} lost`] : []),
    ...(troubled > 0 ? [`${troubled.toLocaleString("en")} could not be read or written`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString("en")} to be copied here`] : []),
  ];
}

/** 0 to 1, by bytes, and by films while nothing is known of those. */
export function shareOf({ total, total_bytes: totalBytes, done, done_bytes: doneBytes, failed }: StorageMove): number {
  if (total === 0) return 1;
  const share = totalBytes > 0 && failed === 0 ? doneBytes / totalBytes : (done + failed) / total;
  return Math.min(1, share);
}

/** `62 % · 114 of 184 films · 1.2 GB of 3.4 GB · 45 MB a second · 3 min left`. */
export function progressInWords(move: StorageMove, pace: number | null): string {
  const { total, total_bytes: totalBytes, done, done_bytes: doneBytes } = move;
  const left = Math.max(0, totalBytes - doneBytes);
  return [
    `${Math.floor(shareOf(move) * 100)} %`,
    `${done.toLocaleString("en")} of ${countOf(total, "film")}`,
    `${bytesInWords(doneBytes)} of ${bytesInWords(totalBytes)}`,
    ...(pace === null || pace <= 0
      ? []
      : [`${bytesInWords(pace)} a second`, `${spanInWords((left / pace) * 1000)} left`]),
  ].join(" · ");
}

/** What came of a move, for the list. */
export function outcomeInWords({ status, done, failed, total, done_bytes: bytes }: StorageMove): string {
  if (status === "finished" && total === 0) return "There was nothing to move.";
  const moved = `${countOf(done, "film")} moved, ${bytesInWords(bytes)}`;
  const rest = total - done - failed;
  return [
    moved,
    ...(failed > 0 ? [`${failed.toLocaleString("en")} left behind`] : []),
    ...(status === "stopped" && rest > 0 ? [`${rest.toLocaleString("en")} to go`] : []),
  ].join("; ");
}
