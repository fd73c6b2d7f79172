"use client";

import { ShieldAlert, ShieldCheck } from "lucide-react";
import { actorOf, deedOf, doorOf, endingOf } from "@/components/audit/audit-words";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { countOf } from "@/components/ui/words";
import type { Proof, ProofChain, ProofEntry } from "@/lib/domain/proof/contract";
import { Row } from "./delivery-proof";
import { ProofList } from "./proof-list";

/** Who did what to the video and its deliveries, and whether the chain still says so. */
export function TrailProof({ audit }: { readonly audit: Proof["audit"] }) {
  return (
    <Panel title="Audit trail">
      <Verdict chain={audit.chain} />
      <ProofList name="Entries" items={audit.entries} total={audit.entries_total} empty="Nothing was written down yet.">
        {(entry) => <EntryRow key={entry.id} entry={entry} />}
      </ProofList>
    </Panel>
  );
}

function Verdict({ chain }: { readonly chain: ProofChain }) {
  const { holds, checked, waiting, finding, head, last_full_check: full } = chain;
  const Icon = holds ? ShieldCheck : ShieldAlert;
  return (
    <div className="flex gap-2 px-3.5 pb-3.5">
      <Icon
        aria-hidden
        size={16}
        strokeWidth={1.8}
        className={cn("mt-px shrink-0", holds ? "text-published" : "text-failed")}
      />
      <div className="min-w-0">
        <p>
          {holds ? (
            <b className="font-[570]">{countOf(checked, "entry is as it was", "entries are as they were")} chained.</b>
          ) : (
            <b className="font-[570] wrap-anywhere text-failed">The chain does not hold. {finding}</b>
          )}
          {waiting > 0 && (
            <span className="text-ink-2"> {countOf(waiting, "entry", "entries")} too new for a link.</span>
          )}
        </p>
        <p className="text-ink-2">
          {full === null ? (
            "Nobody has looked through the whole chain yet."
          ) : (
            <>
              Whole chain: {full.finding ?? full.state.replaceAll("_", " ")}, looked through{" "}
              <Time value={full.at} as="full" />.
            </>
          )}
        </p>
        {head && (
          <p className="flex items-center gap-1 text-ink-2">
            <span className="min-w-0">
              Head of the chain: link {head.seq},{" "}
              <code title={head.hash} className="font-mono text-xs">
                {head.hash.slice(0, 12)}…
              </code>
            </span>
            <span data-screen-only>
              <CopyButton text={head.hash} what="head hash" />
            </span>
          </p>
        )}
      </div>
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: ProofEntry }) {
  return (
    <Row first={<Time value={entry.at} as="full" />}>
      <span className={entry.outcome === "done" ? undefined : "text-failed"}>
        <b className="font-[550]">{deedOf(entry.operation)}</b>
        {entry.outcome !== "done" && ` · ${endingOf(entry)}`}
      </span>
      <span className="block text-ink-2">
        {actorOf(entry)}
        {entry.actor_name !== entry.door && ` · ${doorOf(entry.door)}`}
        {" · "}
        {entry.chain === null ? (
          "too new for a link"
        ) : (
          <>
            link {entry.chain.seq},{" "}
            <code title={entry.chain.hash} className="font-mono text-xs">
              {entry.chain.hash.slice(0, 12)}…
            </code>
          </>
        )}
      </span>
    </Row>
  );
}
