"use client";

import { OctagonPause, Play } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { ProblemState } from "@/components/ui/problem-state";
import { Time } from "@/components/ui/time";
import type { Platform, Stop } from "@/lib/domain/channels/contract";
import { scopeInWords } from "./channel-words";
import { LiftStopDialog } from "./stop-dialogs";
import type { useStops } from "./use-stops";

interface StopsBannerProps {
  readonly stops: ReturnType<typeof useStops>;
  readonly platforms: readonly Platform[];
}

/** Says where publishing is stopped, since when, by whom and why, as long as it is. */
export function StopsBanner({ stops, platforms }: StopsBannerProps) {
  const may = useMay("channels:write");
  const [lifting, setLifting] = useState<Stop | null>(null);
  return (
    <>
      {stops.isError && (
        <ProblemState
          title="Whether publishing is stopped could not be found out."
          reason={sentenceOf(stops.error)}
          onRetry={() => void stops.refetch()}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      {stops.data?.map((stop) => (
        <section
          key={stop.scope}
          aria-label={`Publishing is stopped ${scopeInWords(stop.scope, platforms)}`}
          className="mx-4 my-3 flex animate-fade flex-wrap items-center gap-x-2.5 gap-y-2 rounded-m bg-unconfirmed-soft px-3 py-2.25 text-unconfirmed wide:mx-5"
        >
          <OctagonPause aria-hidden size={16} strokeWidth={1.8} />
          <p className="min-w-0 flex-1 basis-60 wrap-anywhere">
            <b className="font-semibold">Publishing is stopped {scopeInWords(stop.scope, platforms)}.</b>{" "}
            {stop.reason !== null && <>“{stop.reason}” </>}
            {stop.by}, <Time value={stop.at} />
          </p>
          {may && (
            <Button size="s" icon={Play} onClick={() => setLifting(stop)}>
              Let it go on
            </Button>
          )}
        </section>
      ))}
      {lifting && (
        <LiftStopDialog
          stop={lifting}
          where={scopeInWords(lifting.scope, platforms)}
          onClose={() => setLifting(null)}
        />
      )}
    </>
  );
}
