"use client";

import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { HistoryEntry } from "@/lib/domain/deliveries/contract";
import { codeInWords, deedInWords, doorInWords } from "./history-words";
import { useHistory } from "./use-deliveries";

/** Who did what, when, and through which door; what was refused as well. */
export function HistoryPanel({ deliveryId, stage }: { readonly deliveryId: string; readonly stage: string }) {
  const history = useHistory(deliveryId, stage);
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="History">
      {history.isPending && (
        <div className="space-y-3 px-3.5 pt-1 pb-4">
          {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
            <Skeleton key={width} className={cn("h-3.5", width)} />
          ))}
        </div>
      )}
      {history.isError && entries.length === 0 && (
        <ProblemState
          title="The history could not be loaded."
          reason={sentenceOf(history.error)}
          onRetry={() => void history.refetch()}
          className="m-3.5 mt-0"
        />
      )}
      {history.data && entries.length === 0 && (
        <p className="px-3.5 pb-3.5 text-ink-2">Nothing has happened here yet.</p>
      )}
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {history.hasNextPage && (
        <div className="border-t p-2">
          <Button look="ghost" size="s" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const refused = entry.outcome === "refused";
  const inside = entry.actor === entry.door;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-t px-3.5 py-2">
      <span className="min-w-0 flex-1 basis-64">
        <b className="font-[550]">{inside ? `The ${entry.actor}` : entry.actor}</b>{" "}
        <span className="text-ink-2">{deedInWords(entry)}</span>
        {!inside && <span className="text-ink-3"> {doorInWords(entry.door)}</span>}
        {refused && (
          <span className="ml-2 rounded-full bg-failed-soft px-2 py-0.5 text-xs font-[550] text-failed">
            {codeInWords(entry.code)}
          </span>
        )}
      </span>
      <Time value={entry.at} as="exact" className="shrink-0 text-ink-3" />
    </li>
  );
}
