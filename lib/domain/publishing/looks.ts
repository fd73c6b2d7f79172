import type { Ending } from "@/lib/platforms/contract";
import { backoffMs, MOST_UNSURE_LOOKS } from "./rules";

export type LookEnding = Extract<Ending, { kind: "sent" | "live" | "absent" | "later" | "reconnect" | "unknown" }>;

export interface Looked {
  readonly now: Date;
  /** When the last byte of the try may have left. */
  readonly deadline: Date;
  readonly landsWithinMs: number;
  readonly absentSince: Date | null;
  /** How often it was looked for before. */
  readonly looks: number;
  readonly random?: () => number;
}

/** What a look comes to, where it was not found. */
export type Verdict =
  | { readonly kind: "absent" }
  /** Look again then; null: a person is asked. `absentSince` is when it was first missing for good reason. */
  | { readonly kind: "again"; readonly inMs: number | null; readonly absentSince: Date | null };

/** Between two looks that count, at the least. */
const APART_MS = 1000;

/**
 * Absence counts once it can no longer land, and only if it was seen twice, so far apart that it would have landed in
 * between (standard 2.1, R5). Found counts at once.
 */
export function verdictOf(
  ending: Exclude<LookEnding, { kind: "sent" | "live" }>,
  { now, deadline, landsWithinMs, absentSince, looks, random }: Looked,
): Verdict {
  const landed = deadline.getTime() + landsWithinMs;
  if (ending.kind !== "absent") {
    const told = ending.kind === "later" && ending.seconds !== null ? ending.seconds * 1000 : null;
    const inMs = looks >= MOST_UNSURE_LOOKS ? null : (told ?? backoffMs(looks, random));
    return { kind: "again", inMs, absentSince };
  }
  if (now.getTime() < landed) return { kind: "again", inMs: landed - now.getTime(), absentSince: null };
  const apart = Math.max(landsWithinMs, APART_MS);
  if (absentSince === null) return { kind: "again", inMs: apart, absentSince: now };
  const left = absentSince.getTime() + apart - now.getTime();
  return left <= 0 ? { kind: "absent" } : { kind: "again", inMs: left, absentSince };
}
