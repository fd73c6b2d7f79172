"use client";

import { Braces, ChevronLeft, Clapperboard, FileDown, Printer } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Proof } from "@/lib/domain/proof/contract";
import { DeliveryProof } from "./delivery-proof";
import "./print.css";
import { ProofSummary } from "./proof-summary";
import { TrailProof } from "./trail-proof";
import { proofJson, proofPdf, useProof } from "./use-proof";

/** All that the desk can vouch for about one video, to read, to print and to take along. */
export function ProofScreen({ id }: { readonly id: string }) {
  const { data: proof, error, refetch } = useProof(id);
  const title = proof?.video.title;
  useEffect(() => {
    document.title = title === undefined ? "Proof of delivery · Marquee" : `Proof of delivery: ${title} · Marquee`;
  }, [title]);

  const missing = error instanceof ApiProblem && error.status === 404;
  return (
    <>
      <PageHeader>
        <Button look="ghost" size="icon" asChild className="-ml-1.5">
          <Link href={missing ? "/desk/videos" : `/desk/videos/${id}`} aria-label="Back" title="Back">
            <ChevronLeft aria-hidden size={17} strokeWidth={1.8} />
          </Link>
        </Button>
        <PageTitle>Proof of delivery</PageTitle>
        <span className="flex-1" />
        {proof && <Downloads proof={proof} />}
      </PageHeader>
      {missing ? (
        <EmptyState icon={Clapperboard} title="There is no such video on the desk.">
          <p>The address may be cut short, or the video belongs to another desk.</p>
          <Button asChild>
            <Link href="/desk/videos">All videos</Link>
          </Button>
        </EmptyState>
      ) : (
        error && (
          <ProblemState
            title={proof ? "This page could not be refreshed." : "The proof could not be loaded."}
            reason={sentenceOf(error)}
            onRetry={() => void refetch()}
            className="mx-4 mt-4 wide:mx-5"
          />
        )
      )}
      {proof ? <ProofBody proof={proof} /> : !error && <ProofSkeleton />}
    </>
  );
}

function Downloads({ proof: { video } }: { readonly proof: Proof }) {
  return (
    <>
      <Button icon={Printer} onClick={() => window.print()} className="max-wide:hidden">
        Print
      </Button>
      <Button asChild>
        <a href={proofJson(video.id)} download={`${video.id}-proof.json`}>
          <Braces aria-hidden size={15} strokeWidth={1.8} />
          JSON
        </a>
      </Button>
      <Button look="primary" asChild>
        <a href={proofPdf(video.id)} download>
          <FileDown aria-hidden size={15} strokeWidth={1.8} />
          PDF
        </a>
      </Button>
    </>
  );
}

const PAGE = "mx-auto w-full max-w-4xl space-y-4 p-4 wide:p-5";

function ProofBody({ proof }: { readonly proof: Proof }) {
  const published = proof.deliveries.some(({ status }) => status === "published");
  return (
    <div data-proof className={PAGE}>
      {!published && (
        <p className="rounded-m bg-unconfirmed-soft px-3 py-2.25 text-unconfirmed">
          <b className="font-semibold">Nothing has been published yet.</b> This is what is known so far.
        </p>
      )}
      <ProofSummary proof={proof} />
      {proof.deliveries.map((delivery) => (
        <DeliveryProof key={delivery.audit_log_id} delivery={delivery} alone={proof.deliveries_total === 1} />
      ))}
      {proof.deliveries_total > proof.deliveries.length && (
        <p className="text-ink-2">
          {proof.deliveries_total - proof.deliveries.length} older deliveries of this video are not listed.
        </p>
      )}
      <TrailProof audit={proof.audit} />
      <p className="text-sm text-ink-3" data-screen-only>
        The JSON carries a digest of itself, and the PDF brings its JSON along, so a copy of either can be checked by
        whoever gets it.
      </p>
    </div>
  );
}

function ProofSkeleton() {
  return (
    <div className={PAGE}>
      <Skeleton className="h-72 rounded-l" />
      <Skeleton className="h-64 rounded-l" />
      <Skeleton className="h-64 rounded-l" />
    </div>
  );
}
