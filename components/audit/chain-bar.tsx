"use client";

import { Link2, ShieldAlert, ShieldCheck, ShieldQuestionMark } from "lucide-react";
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
import { tellingChecks, useChecks } from "./use-audit";

/** Whether the trail is as it was written, as the last check found it, and the button that asks again. */
export function ChainBar() {
  const { checks, check, checking, tired } = useChecks();
  const telling = tellingChecks(checks.data?.items ?? []);
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
        <div aria-live="polite" className="min-w-0 flex-1 basis-72 space-y-1.5">
          {checks.isPending && <Skeleton className="h-3.5 w-72 max-w-full" />}
          {checking && <p className="text-ink-2">Looking through the whole chain…</p>}
          {tired && !checking && <StillWalking />}
          {!checking && telling.map((told) => <Finding key={told.id} check={told} />)}
          {!checking && checks.data?.items.length === 0 && <NeverChecked />}
        </div>
        <Button icon={Link2} busy={checking} onClick={check}>
          Check the chain
        </Button>
      </div>
    </section>
  );
}

const LOOKS = {
  intact: { icon: ShieldCheck, hue: "text-published" },
  not_intact: { icon: ShieldAlert, hue: "text-failed" },
  unfinished: { icon: ShieldQuestionMark, hue: "text-unconfirmed" },
} as const;

function Finding({ check }: { readonly check: AuditCheck }) {
  const { state, waiting, head_hash: head } = check;
  return (
    <Line {...LOOKS[state]}>
      <Verdict check={check} />
      <span className="text-ink-2">
        {state === "unfinished" ? " · given up " : " · checked "}
        <Time value={check.at} /> {state === "unfinished" ? "for" : "by"} {check.actor_name}
        {waiting !== null && waiting > 0 && ` · ${countOf(waiting, "entry", "entries")} too new for a link`}
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

function Verdict({ check: { state, chained, finding } }: { readonly check: AuditCheck }) {
  if (state === "intact")
    return (
      <>
        <b className="font-[570]">Intact:</b> {countOf(chained ?? 0, "entry", "entries")}
      </>
    );
  if (state === "not_intact") return <b className="font-[570] wrap-anywhere text-failed">Not intact. {finding}</b>;
  return (
    <>
      <b className="font-[570]">Not finished.</b> {finding}
    </>
  );
}

const StillWalking = () => (
  <Line {...LOOKS.unfinished}>
    The check that you asked for has not come to its end for some minutes. It goes on without this page; check the chain
    again to wait for it.
  </Line>
);

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
