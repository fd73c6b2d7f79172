"use client";

import { sentenceOf } from "@/components/ui/api";
import { StateChip } from "@/components/ui/chip";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { bytesInWords } from "@/components/ui/words";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { StagingActions } from "./staging-actions";
import { Countdown, WhyKept } from "./staging-words";
import { useStagingCopy } from "./use-staging";

/** The file a video was verified in: when it goes, and why it stays. Not drawn where none was kept. */
export function StagingPanel({ deliveryId }: { readonly deliveryId: string }) {
  const { data: copy, error, isPending, refetch } = useStagingCopy(deliveryId);
  if (copy === null) return null;
  return (
    <Panel title="Staging copy" actions={copy && <StateChip state={copy.state} />}>
      {isPending && (
        <div className="space-y-2 px-3.5 pt-0.5 pb-4">
          <Skeleton className="h-3.5 w-2/3" />
          <Skeleton className="h-3.5 w-1/2" />
        </div>
      )}
      {error && !copy && (
        <ProblemState
          title="The staging copy could not be looked up."
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
          className="m-3.5 mt-0"
        />
      )}
      {copy && <Body copy={copy} />}
    </Panel>
  );
}

function Body({ copy }: { readonly copy: StagingCopy }) {
  return (
    <div className="space-y-1.5 px-3.5 pb-3 text-ink-2">
      <p>
        <Countdown copy={copy} />
        {copy.dropped_at === null && (
          <>
            {" "}
            (<Time value={copy.drop_at} as="exact" />)
          </>
        )}
      </p>
      <WhyKept copy={copy} />
      {copy.dropped_at === null && (
        <p className="text-sm text-ink-3">
          The file this video was verified in, {bytesInWords(copy.bytes)}. The stored copies outlive it.
        </p>
      )}
      <div className="-ml-2.25">
        <StagingActions copy={copy} />
      </div>
    </div>
  );
}
