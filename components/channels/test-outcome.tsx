"use client";

import { Check, Hourglass } from "lucide-react";
import { sentenceOf } from "@/components/ui/api";
import { ProblemState } from "@/components/ui/problem-state";
import type { useTestChannel } from "./use-channels";

/** What came of the test that was asked for here, in the connector's own sentence. */
export function TestOutcome({ test }: { readonly test: ReturnType<typeof useTestChannel> }) {
  const { data, error, isPending } = test;
  return (
    <div aria-live="polite">
      {isPending && <p className="mt-2.5 text-ink-2">The test is on its way; this waits up to half a minute.</p>}
      {!isPending && data?.state === "fine" && (
        <p className="mt-2.5 flex items-start gap-1.5 text-published">
          <Check aria-hidden size={14} strokeWidth={2} className="mt-0.5" />
          <span className="wrap-anywhere">{data.sentence}</span>
        </p>
      )}
      {!isPending && data?.state === "waiting" && (
        <p className="mt-2.5 flex items-start gap-1.5 text-unconfirmed">
          <Hourglass aria-hidden size={14} strokeWidth={1.8} className="mt-0.5" />
          <span className="wrap-anywhere">{data.sentence}</span>
        </p>
      )}
      {!isPending && data?.state === "trouble" && (
        <ProblemState title="The test found trouble." reason={data.sentence} className="mt-2.5" />
      )}
      {!isPending && error !== null && (
        <ProblemState title="Nothing was tested." reason={sentenceOf(error)} className="mt-2.5" />
      )}
    </div>
  );
}
