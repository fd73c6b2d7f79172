"use client";

import { PlugZap, RotateCw, TriangleAlert } from "lucide-react";
import { useMay } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import type { Channel } from "@/lib/domain/channels/contract";
import { failedInWords } from "./channel-words";
import type { RetryCause } from "./use-retry-cause";

interface FailedNoticeProps {
  readonly channel: Channel;
  readonly retry: RetryCause | null;
  readonly onReconnect?: () => void;
}

/** What failed here for one cause, and the one button that mends it. */
export function FailedNotice({ channel, retry, onReconnect }: FailedNoticeProps) {
  const mayRetry = useMay("assignments:write");
  if (retry === null) return null;
  const broken = channel.status === "needs_reconnecting" || channel.status === "disabled";
  return (
    <section
      aria-label="What failed here"
      className="mx-4 mt-3 flex animate-fade flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m bg-failed-soft px-3 py-2.25 text-failed wide:mx-5"
    >
      <TriangleAlert aria-hidden size={16} strokeWidth={1.8} />
      <p className="min-w-0 flex-1 basis-60">
        <b className="font-semibold">{failedInWords(retry.count, retry.cause)}</b> Nothing was posted twice.
      </p>
      {mayRetry && broken && onReconnect && (
        <Button size="s" icon={PlugZap} onClick={onReconnect}>
          Reconnect and retry {retry.count}
        </Button>
      )}
      {mayRetry && !broken && (
        <Button size="s" icon={RotateCw} busy={retry.busy} onClick={retry.run}>
          Retry {retry.count}
        </Button>
      )}
    </section>
  );
}
