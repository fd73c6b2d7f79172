"use client";

import { sentenceOf } from "@/components/ui/api";
import { Fact } from "@/components/ui/facts";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { bytesInWords } from "@/components/ui/words";
import { foundInWords, lastRequest } from "./evidence-words";
import { useTimeline } from "./use-assignments";

/** What is known of the request whose outcome is not: read before anybody decides. */
export function EvidencePanel({ id }: { readonly id: string }) {
  const timeline = useTimeline(id);
  if (timeline.isError) {
    return (
      <ProblemState
        title="What is known of it could not be loaded."
        reason={sentenceOf(timeline.error)}
        onRetry={() => void timeline.refetch()}
      />
    );
  }
  if (!timeline.data) return <Skeleton className="h-29 rounded-m" />;
  const { attempts } = timeline.data;
  const call = lastRequest(attempts);
  const look = attempts
    .flatMap(({ evidence }) => evidence.looks)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  return (
    <section aria-label="What is known" className="rounded-m border bg-canvas px-3 py-2.5">
      <dl className="space-y-1">
        <Fact name="Request sent">{call === null ? "Not on record" : <Time value={call.at} as="exact" />}</Fact>
        <Fact name="Bytes sent">
          {call === null || call.bytes_sent === null ? "Not known" : bytesInWords(call.bytes_sent)}
        </Fact>
        <Fact name="HTTP status">
          {call === null ? "Not known" : call.status === null ? "None: no whole answer came" : call.status}
        </Fact>
        <Fact name="Last look">
          {look ? (
            <>
              <Time value={look.at} as="exact" />: {foundInWords(look.found)}. {look.sentence}
            </>
          ) : (
            "Nobody has looked yet"
          )}
        </Fact>
        <Fact name="Attempts">{attempts.length}</Fact>
      </dl>
    </section>
  );
}
