"use client";

import { Link2, ShieldAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { countOf } from "@/components/ui/words";
import type { AuditCheck } from "@/lib/domain/audit/contract";
import { useChecks } from "./use-audit";

/** Whether the trail is as it was written, as the last check found it, and the button that asks again. */
export function ChainBar() {
  const { checks, check, checking } = useChecks();
  const last = checks.data?.items[0];
  return (
    <section aria-label="The chain" className="border-b px-4 py-2.5 wide:px-5">
      {checks.isError && (
        <ProblemState
          title="The last check could not be loaded."
          reason={sentenceOf(checks.error)}
          onRetry={() => void checks.refetch()}
          className="mb-2"
        />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div aria-live="polite" className="min-w-0 flex-1 basis-72">
          {checks.isPending && <Skeleton className="h-3.5 w-72 max-w-full" />}
          {checking && <p className="text-ink-2">Looking through the whole chain…</p>}
          {!checking && checks.data && (last ? <Finding check={last} /> : <NeverChecked />)}
        </div>
        <Button icon={Link2} busy={checking} onClick={check}>
          Check the chain
        </Button>
      </div>
    </section>
  );
}

function Finding({ check }: { readonly check: AuditCheck }) {
  const { intact, chained, waiting, head_hash: head, finding } = check;
  return (
    <Line icon={intact ? ShieldCheck : ShieldAlert} hue={intact ? "text-published" : "text-failed"}>
      {intact ? (
        <>
          <b className="font-[570]">Intact:</b> {countOf(chained, "entry", "entries")}
        </>
      ) : (
        <b className="font-[570] wrap-anywhere text-failed">Not intact. {finding}</b>
      )}
      <span className="text-ink-2">
        {" · checked "}
        <Time value={check.at} /> by {check.actor_name}
        {waiting > 0 && ` · ${countOf(waiting, "entry", "entries")} too new for a link`}
      </span>
      {head !== null && (
        <span className="text-ink-2">
          {" · head "}
          <span className="font-mono text-xs" title={head}>
            {head.slice(0, 12)}…
          </span>
          <span className="-my-1 ml-1 inline-block align-middle">
            <CopyButton text={head} what="head hash" />
          </span>
        </span>
      )}
    </Line>
  );
}

const NeverChecked = () => (
  <Line icon={Link2} hue="text-ink-3">
    <span className="text-ink-2">The chain has not been checked yet. The workers do it once a day.</span>
  </Line>
);

interface LineProps {
  readonly icon: typeof Link2;
  readonly hue: string;
  readonly children: ReactNode;
}

function Line({ icon: Icon, hue, children }: LineProps) {
  return (
    <p className="flex gap-2">
      <Icon aria-hidden size={16} strokeWidth={1.8} className={cn("mt-px shrink-0", hue)} />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
