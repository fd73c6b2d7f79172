"use client";

import { PackageCheck, ScrollText } from "lucide-react";
import Link from "next/link";
import { ProofFact, ProofFacts, ProofFactSkeleton } from "@/components/proof/proof-facts";
import { shortHash } from "@/components/proof/proof-words";
import { useProof } from "@/components/proof/use-proof";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Time } from "@/components/ui/time";
import { bytesInWords, spanInWords } from "@/components/ui/words";
import { SECOND } from "@/lib/core/time";
import type { ProofDelivery } from "@/lib/domain/proof/contract";

interface ProofPanelProps {
  readonly videoId: string;
  /** Changes with every move of the delivery. */
  readonly stage: string;
}

/** What the desk can vouch for about the delivery that speaks for a video; the whole of it is a page of its own. */
export function ProofPanel({ videoId, stage }: ProofPanelProps) {
  const { data: proof, error, refetch } = useProof(videoId, stage);
  const speaker = proof?.deliveries[0];
  return (
    <Panel
      title="Proof of delivery"
      actions={
        <Button look="ghost" size="s" asChild>
          <Link href={`/desk/videos/${videoId}/proof`}>
            <ScrollText aria-hidden size={13} strokeWidth={1.8} />
            Full proof
          </Link>
        </Button>
      }
    >
      {error && !proof ? (
        <ProblemState
          title="The proof could not be loaded."
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
          className="m-3.5 mt-0"
        />
      ) : (
        <ul className="space-y-3.25 px-3.5 pt-1 pb-3.5">
          {proof && speaker ? (
            <>
              <ProofFacts delivery={speaker} maxHours={proof.link_max_hours} />
              <DeliveredFact delivery={speaker} />
            </>
          ) : (
            Array.from({ length: 6 }, (_, at) => <ProofFactSkeleton key={at} />)
          )}
        </ul>
      )}
      {proof && (
        <div className="flex items-center gap-1 border-t py-1.5 pr-2 pl-3.5">
          <span title={proof.video.checksum} className="min-w-0 flex-1 font-mono text-xs break-all text-ink-2">
            {shortHash(proof.video.checksum)}
          </span>
          <CopyButton text={proof.video.checksum} what="hash" />
        </div>
      )}
    </Panel>
  );
}

/** When it was delivered, how long that took, and that it took more than one try. */
function DeliveredFact({ delivery }: { readonly delivery: ProofDelivery }) {
  const { published_at: published, started_at: started, bytes, run } = delivery;
  if (published === null) return null;
  const words = [
    bytes === null ? "" : bytesInWords(bytes),
    started === null ? "" : tookInWords(started, published),
    run === 1 ? "on the first try" : `on try ${run}`,
  ];
  return (
    <ProofFact
      icon={PackageCheck}
      hue="plain"
      title={
        <>
          Delivered <Time value={published} />
        </>
      }
    >
      {words.filter(Boolean).join(", ")}
    </ProofFact>
  );
}

function tookInWords(from: string, until: string): string {
  const span = Date.parse(until) - Date.parse(from);
  return span < SECOND ? "in under a second" : `in ${spanInWords(span)}`;
}
