"use client";

import { OctagonPause, Play, Plug, RotateCw, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { mendAddress } from "@/components/assignments/actions";
import { useRetryGroup } from "@/components/assignments/use-assignments";
import { platformName, usePlatforms } from "@/components/assignments/use-platforms";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import { shortExactWords } from "@/components/ui/words";
import type { Stop } from "@/lib/domain/channels/contract";
import type { FailureGroup } from "@/lib/domain/publishing/contract";
import { useResume, useStops } from "./use-board";

const BANNER = "flex animate-fade flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m px-3 py-2.25";
/** More causes than these are folded up. */
const FEW = 3;

/** What holds everything up, and what failed for one cause: each with the one button that mends it. */
export function Banners({ groups }: { readonly groups: readonly FailureGroup[] }) {
  const stops = useStops().data ?? [];
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, FEW);
  if (stops.length === 0 && groups.length === 0) return null;
  return (
    <div className="space-y-2 px-4 pt-3 wide:px-5">
      {stops.map((stop) => (
        <StopBanner key={stop.scope} stop={stop} />
      ))}
      {shown.map((group) => (
        <GroupBanner key={`${group.channel_id} ${group.cause}`} group={group} />
      ))}
      {groups.length > shown.length && (
        <Button look="ghost" size="s" onClick={() => setAll(true)}>
          {`${groups.length - shown.length} more causes`}
        </Button>
      )}
    </div>
  );
}

function StopBanner({ stop }: { readonly stop: Stop }) {
  const now = useNow();
  const resume = useResume();
  const may = useMay("channels:write");
  const platforms = usePlatforms();
  const what = stop.scope === "all" ? "Everything" : platformName(platforms, stop.scope.replace(/^platform:/, ""));
  return (
    <div role="status" className={`${BANNER} bg-unconfirmed-soft text-unconfirmed`}>
      <OctagonPause aria-hidden size={16} strokeWidth={1.8} />
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
        <b className="font-semibold">{what} is paused</b> since{" "}
        <time dateTime={stop.at}>{shortExactWords(new Date(stop.at), now)}</time> by {stop.by}
        {stop.reason === null ? "." : `: ${stop.reason}`}
      </p>
      {may && (
        <Button size="s" icon={Play} busy={resume.isPending} onClick={() => resume.mutate(stop.scope)}>
          Resume
        </Button>
      )}
    </div>
  );
}

function GroupBanner({ group }: { readonly group: FailureGroup }) {
  const retry = useRetryGroup();
  const may = useMay("assignments:write");
  const { channel_id: channelId, cause, count, mend, sentence } = group;
  return (
    <div role="status" className={`${BANNER} bg-failed-soft text-failed`}>
      <TriangleAlert aria-hidden size={16} strokeWidth={1.8} />
      <p className="min-w-0 flex-1 basis-60 wrap-anywhere">{sentence}</p>
      {may && mend === "retry" && (
        <Button size="s" icon={RotateCw} busy={retry.isPending} onClick={() => retry.mutate(group)}>
          {`Retry ${count}`}
        </Button>
      )}
      {may && mend !== "retry" && (
        <Button size="s" asChild>
          <Link href={mendAddress(channelId, cause)}>
            {mend === "reconnect" ? (
              <Plug aria-hidden size={13} strokeWidth={1.8} />
            ) : (
              <Play aria-hidden size={13} strokeWidth={1.8} />
            )}
            {`${mend === "reconnect" ? "Reconnect" : "Resume"} and retry ${count}`}
          </Link>
        </Button>
      )}
    </div>
  );
}
