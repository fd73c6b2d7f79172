import { ProblemState } from "@/components/ui/problem-state";
import { StateChip } from "@/components/ui/chip";
import { Time } from "@/components/ui/time";
import type { Video } from "@/lib/domain/videos/contract";
import { cn } from "@/components/ui/cn";
import { RetryButton } from "./retry-button";
import { TransferBar } from "./transfer-bar";

/** Where the player will be, while there is nothing to play: how far it is, why it went no further, or that it is gone. */
export function StatePanel({ video, ground }: { readonly video: Video; readonly ground: string }) {
  const failed = video.status === "failed";
  if (video.is_lost)
    return (
      <div className="grid place-items-center rounded-l border bg-sunken p-4 py-10 wide:py-16">
        <ProblemState
          title="Every copy of this film is lost."
          reason="It was published, and no store has it any more as it was verified. Bring the file back from a backup, or deliver it again: it can be watched as soon as one copy is verified."
          className="w-full max-w-lg"
        />
      </div>
    );
  return (
    <div
      className={cn(
        "grid place-items-center overflow-hidden rounded-l p-4",
        failed ? "border bg-sunken py-10 wide:py-16" : ["aspect-video", ground],
      )}
    >
      {failed ? (
        <div className="w-full max-w-lg space-y-3">
          <ProblemState
            title="This delivery failed."
            reason={video.error_message ?? "No reason was kept."}
            actions={<RetryButton deliveryId={video.delivery_id} status={video.status} />}
          />
          <p className="text-center text-sm text-ink-2">
            Nothing was stored under its final name.{" "}
            {video.error_code !== null && <code className="font-mono text-xs">{video.error_code}</code>}
          </p>
        </div>
      ) : (
        <div className="w-full max-w-sm animate-rise rounded-l bg-surface p-4 shadow-2">
          <div className="mb-3 flex items-center justify-between gap-3">
            <StateChip state={video.status} />
            <span className="text-sm text-ink-2">
              accepted <Time value={video.created_at} />
            </span>
          </div>
          <TransferBar deliveryId={video.delivery_id} />
          <p className="mt-3 text-sm text-ink-2">
            You can watch it as soon as every byte is verified. This page follows by itself.
          </p>
        </div>
      )}
    </div>
  );
}
