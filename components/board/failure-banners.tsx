"use client";

import { Play, Plug, RotateCw, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { mendAddress } from "@/components/assignments/actions";
import { useRetryGroup } from "@/components/assignments/use-assignments";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { countOf } from "@/components/ui/words";
import type { FailureGroup } from "@/lib/domain/publishing/contract";

const BANNER = "flex animate-fade flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m px-3 py-2.25";
/** More causes than these are folded up. */
const FEW = 3;

/** What failed for one cause on one channel: each with the one button that mends all of it. */
export function FailureBanners({ groups }: { readonly groups: readonly FailureGroup[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, FEW);
  if (groups.length === 0) return null;
  return (
    <div className="space-y-2 px-4 pt-3 wide:px-5">
      {shown.map((group) => (
        <GroupBanner key={`${group.channel_id} ${group.cause}`} group={group} />
      ))}
      {groups.length > shown.length && (
        <Button look="ghost" size="s" onClick={() => setAll(true)}>
          {countOf(groups.length - shown.length, "more cause")}
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
    <output className={`${BANNER} bg-failed-soft text-failed`}>
      <TriangleAlert aria-hidden size={16} strokeWidth={1.8} />
      <span className="min-w-0 flex-1 basis-60 wrap-anywhere">{sentence}</span>
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
    </output>
  );
}
