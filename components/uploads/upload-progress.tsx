import { cn } from "@/components/ui/cn";
import { STATES } from "@/components/ui/states";
import { hashInWords, isBeingDelivered, progressInWords } from "./upload-words";
import type { MadeOfIt, QueuedFile } from "./queued-file";

const HUE = {
  waiting: STATES.queued.hue,
  sending: STATES.fetching.hue,
  lost: STATES.expiring.hue,
  paused: STATES.queued.hue,
  here: STATES.published.hue,
  failed: STATES.failed.hue,
} as const satisfies Readonly<Record<QueuedFile["state"], string>>;

/** The hue of a file of which a delivery was made. */
export const hueOfDelivery = (delivery: MadeOfIt) => STATES[isBeingDelivered(delivery) ? "fetching" : "failed"].hue;

/** How far a file is, and beside it how far its checksum: a bar and words for each. */
export function UploadProgress({ file, className }: { readonly file: QueuedFile; readonly className?: string }) {
  const { name, state, sent, hashed, bytes, checksum, delivery } = file;
  const failed = state === "failed" || delivery?.status === "failed";
  return (
    <div className={cn("grid gap-1", className)}>
      <Bar
        label={`Upload of ${name}`}
        part={sent}
        whole={bytes}
        hue={delivery ? hueOfDelivery(delivery) : HUE[state]}
      />
      <p className={cn("text-xs tabular-nums", failed ? "text-failed" : "text-ink-2")}>{progressInWords(file)}</p>
      {checksum === null && (
        <Bar label={`Checksum of ${name}`} part={hashed} whole={bytes} hue={STATES.verifying.hue} />
      )}
      <p className="text-xs text-ink-3 tabular-nums">{hashInWords(file)}</p>
    </div>
  );
}

interface BarProps {
  readonly label: string;
  readonly part: number;
  readonly whole: number;
  readonly hue: string;
}

/** A thin bar; what it says stands beside it in words. */
export function Bar({ label, part, whole, hue }: BarProps) {
  const share = Math.min(1, part / Math.max(1, whole));
  return (
    <>
      <span aria-hidden className={cn("block h-1 overflow-hidden rounded-full", hue)}>
        <span
          className="block h-full rounded-full bg-current transition-[width] duration-300"
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <progress aria-label={label} className="sr-only" value={share} />
    </>
  );
}
