"use client";

import { Check, Hourglass } from "lucide-react";
import { sentenceOf } from "@/components/ui/api";
import { ProblemState } from "@/components/ui/problem-state";
import type { useTestRoute } from "./use-alert-routes";

/** What came of the test that was sent from here, in a sentence. */
export function TestOutcome({ test }: { readonly test: ReturnType<typeof useTestRoute> }) {
  const { data, error, isPending } = test;
  return (
    <div aria-live="polite">
      {isPending && <p className="mt-2 text-sm text-ink-2">A test is on its way; this waits up to half a minute.</p>}
      {!isPending && data?.state === "sent" && (
        <p className="mt-2 flex items-center gap-1.5 text-sm text-published">
          <Check aria-hidden size={14} strokeWidth={2} />
          The test went out. See whether it has arrived.
        </p>
      )}
      {!isPending && data?.state === "waiting" && (
        <p className="mt-2 flex items-center gap-1.5 text-sm text-unconfirmed">
          <Hourglass aria-hidden size={14} strokeWidth={1.8} />
          Nothing has come of the test yet. Is a worker running?
        </p>
      )}
      {!isPending && data?.state === "failed" && (
        <ProblemState title="The test did not go out." reason={data.trouble ?? ""} className="mt-2" />
      )}
      {!isPending && error !== null && (
        <ProblemState title="No test was sent." reason={sentenceOf(error)} className="mt-2" />
      )}
    </div>
  );
}
