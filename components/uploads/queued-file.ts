import type { Mark } from "@/components/ui/speed";
import type { Delivery } from "@/lib/domain/deliveries/contract";

/** A file of this computer on its way to the desk. */
export interface QueuedFile {
  /** Its fingerprint: the same file is queued once. */
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** The desk's name for it; null before it was begun. */
  readonly id: string | null;
  readonly state: "waiting" | "sending" | "lost" | "paused" | "here" | "failed";
  readonly sent: number;
  readonly marks: readonly Mark[];
  /** Why it went no further, in a sentence. */
  readonly trouble: string | null;
  readonly hashed: number;
  readonly checksum: string | null;
  /** Whether this computer could not read it to its end. */
  readonly unreadable: boolean;
  /** How long the film runs, as the browser reads it. */
  readonly seconds: number | null;
  /** What somebody has written into its QC form so far. */
  readonly draft: Draft;
  /** What was made of it last, where the desk is not done with that or it failed. */
  readonly delivery: MadeOfIt | null;
}

export type Draft = Readonly<Record<string, string>>;
export type MadeOfIt = Pick<Delivery, "audit_log_id" | "status" | "error_message">;

/** One that was chosen just now. */
export const freshFile = (key: string, { name, size: bytes }: File): QueuedFile => ({
  key,
  name,
  bytes,
  id: null,
  state: "waiting",
  sent: 0,
  marks: [],
  trouble: null,
  hashed: 0,
  checksum: null,
  unreadable: false,
  seconds: null,
  draft: {},
  delivery: null,
});
