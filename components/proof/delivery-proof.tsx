"use client";

import type { ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { Fact } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { ProofCopy, ProofDelivery, ProofLink } from "@/lib/domain/proof/contract";
import { fetcherOf } from "@/lib/domain/proof/verdicts";
import { HUES } from "./proof-facts";
import { ProofList } from "./proof-list";
import { copyStateInWords, stagingInWords } from "./proof-words";

interface DeliveryProofProps {
  readonly delivery: ProofDelivery;
  /** The only one of its video. */
  readonly alone: boolean;
}

/** One delivery: how it went, where its copies stand, to whom it was handed on. */
export function DeliveryProof({ delivery, alone }: DeliveryProofProps) {
  const { copies, links, fetches } = delivery;
  return (
    <Panel
      title={alone ? "Delivery" : `Delivery ${delivery.speaks ? "that speaks for this video" : "under another prefix"}`}
      actions={
        <span className="pr-1.5">
          <StateChip state={delivery.status} />
        </span>
      }
    >
      <DeliveryFacts delivery={delivery} />
      <ProofList name="Copies" items={copies} total={copies.length} empty="No copy was stored.">
        {(copy) => <CopyRow key={copy.store} copy={copy} />}
      </ProofList>
      <ProofList name="Links handed out" items={links} total={delivery.links_total} empty="No link was handed out.">
        {(link) => <LinkRow key={link.id} link={link} />}
      </ProofList>
      <ProofList name="Fetches" items={fetches} total={delivery.fetches_total} empty="Nobody has opened it yet.">
        {(opening, at) => (
          <Row key={at} first={<Time value={opening.at} as="full" />}>
            {opening.how} by {fetcherOf(opening)}
          </Row>
        )}
      </ProofList>
    </Panel>
  );
}

function DeliveryFacts({ delivery }: { readonly delivery: ProofDelivery }) {
  const { checksum, staging } = delivery;
  const now = useNow();
  const moments = [
    ["Accepted", delivery.created_at],
    ["Begun", delivery.started_at],
    ["Published", delivery.published_at],
    ["Failed", delivery.failed_at],
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-1.5 px-3.5 pb-3.5 wide:grid-cols-2">
      {moments.map(
        ([name, at]) =>
          at !== null && (
            <Fact key={name} name={name}>
              <Time value={at} as="full" />
            </Fact>
          ),
      )}
      <Fact name="Id">{delivery.audit_log_id}</Fact>
      <Fact name="Try">{delivery.run}</Fact>
      <Fact name="Source" className="wide:col-span-2">
        {delivery.source_url}
      </Fact>
      <Fact name="Key" className="wide:col-span-2">
        {delivery.storage.key}
      </Fact>
      {delivery.error_message !== null && (
        <Fact name="Reason" className="wide:col-span-2">
          {delivery.error_message}
        </Fact>
      )}
      {checksum.computed !== null && checksum.computed !== checksum.claimed && (
        <>
          <Fact name="Claimed" className="wide:col-span-2">
            <code className="font-mono text-xs">{checksum.claimed}</code>
          </Fact>
          <Fact name="Computed" className="wide:col-span-2">
            <code className="font-mono text-xs text-failed">{checksum.computed}</code>
          </Fact>
        </>
      )}
      {staging && (
        <Fact name="Staging" className="wide:col-span-2">
          {stagingInWords(staging, now)}
          {staging.dropped_at === null && (
            <>
              <span className="block text-ink-2">
                Its time: until <Time value={staging.drop_at} as="full" />
              </span>
            </>
          )}
        </Fact>
      )}
    </dl>
  );
}

function CopyRow({ copy }: { readonly copy: ProofCopy }) {
  const { word, hue } = copyStateInWords(copy);
  return (
    <Row
      first={
        <span className={cn("inline-block rounded-full px-2 py-0.5 text-xs leading-4 font-[550]", HUES[hue])}>
          {word}
        </span>
      }
    >
      <span className="break-all">{copy.location}</span>
      <span className="block text-ink-2">
        {copy.store}
        {copy.verified_at !== null && (
          <>
            {" · verified "}
            <Time value={copy.verified_at} as="full" />
          </>
        )}
        {copy.checked_at !== null && copy.checked_at !== copy.verified_at && (
          <>
            {" · looked at "}
            <Time value={copy.checked_at} as="full" />
          </>
        )}
        {copy.trouble !== null && ` · ${copy.trouble}`}
      </span>
    </Row>
  );
}

function LinkRow({ link }: { readonly link: ProofLink }) {
  const { revoked_at: revoked, effective_expires_at: end, expires_at: promised } = link;
  return (
    <Row first={<code className="font-mono text-xs">…{link.id.slice(-6)}</code>}>
      made <Time value={link.created_at} as="full" /> by {link.created_by}
      <span className="block text-ink-2">
        {revoked === null ? "works until " : "revoked "}
        <Time value={revoked ?? end} as="full" />
        {revoked === null && end !== promised && (
          <>
            , promised until <Time value={promised} as="full" />
          </>
        )}
      </span>
    </Row>
  );
}

/** What a row is told by first, and the rest of it; below each other in a narrow window. */
export function Row({ first, children }: { readonly first: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="gap-x-4 border-t px-3.5 py-2 wide:grid wide:grid-cols-[12rem_minmax(0,1fr)]">
      <div className="text-ink-2">{first}</div>
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </li>
  );
}
