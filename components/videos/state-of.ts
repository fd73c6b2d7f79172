import type { StateName } from "@/components/ui/states";
import type { Video } from "@/lib/domain/videos/contract";

/** What a person should know of a video first: that it is lost comes before that it was published. */
export function stateOf({ status, is_lost: isLost }: Pick<Video, "status" | "is_lost">): StateName {
  return isLost ? "lost" : status;
}

/** Whether there is a film to watch, to save and to compare with. */
export function isPlayable({ status, is_lost: isLost }: Pick<Video, "status" | "is_lost">): boolean {
  return status === "published" && !isLost;
}
