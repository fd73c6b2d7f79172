import { Refusal } from "@/lib/core/refusal";
import { isErrno } from "@/lib/infra/files";

/** A full disk in words for the caller; every other error passes as it is. */
export function diskRefusal(error: unknown): unknown {
  return isErrno(error, "ENOSPC") || isErrno(error, "EDQUOT") ? storageFull() : error;
}

export function storageFull(): Refusal {
  return new Refusal(
    "unavailable",
    "storage_full",
    "There is no room left for this file. Free some space, then try again.",
  );
}

export function storageFailed(sentence: string): Refusal {
  return new Refusal("unavailable", "storage_failed", sentence);
}
