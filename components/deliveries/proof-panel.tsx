"use client";

import { ArchiveRestore, CircleCheck, FingerprintPattern, HardDrive, Link2, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { useNow } from "@/components/ui/use-now";
import { Time } from "@/components/ui/time";
import { bytesInWords, countOf, spanInWords } from "@/components/ui/words";
import type { Delivery } from "@/lib/domain/deliveries/contract";

/** What the desk can vouch for, one line per fact, and only facts it has. */
export function ProofPanel({ delivery }: { readonly delivery: Delivery | undefined }) {
  return (
    <Panel title="Proof of delivery">
      <ul className="space-y-3.25 px-3.5 pt-1 pb-4">
        {delivery ? <Facts delivery={delivery} /> : Array.from({ length: 5 }, (_, at) => <FactSkeleton key={at} />)}
      </ul>
    </Panel>
  );
}

function Facts({ delivery }: { readonly delivery: Delivery }) {
  const { qc_report: qc, distribution_record: record } = delivery;
  const same = delivery.computed_checksum === delivery.checksum;
  return (
    <>
      <Fact icon={CircleCheck} hue={PUBLISHED} title={qc.status === "pass" ? "QC passed" : `QC said “${qc.status}”`}>
        {qc.report_id === null ? "no report named" : `report ${qc.report_id}`}
        {qc.checked_at !== null && (
          <>
            {" · "}
            <Time value={qc.checked_at} as="exact" />
          </>
        )}
      </Fact>
      {delivery.verified_at !== null && same && (
        <Fact icon={FingerprintPattern} hue={PUBLISHED} title="Checksum verified">
          {record === null ? "claimed = computed" : "claimed = computed = stored"}
        </Fact>
      )}
      {record !== null && (
        <Fact
          icon={HardDrive}
          hue={PUBLISHED}
          title={`Stored, ${countOf(delivery.replica_count, "verified copy", "verified copies")}`}
        >
          <span className="break-all">{record.storage_location}</span>
        </Fact>
      )}
      {record !== null && delivery.published_at !== null && <LinkFact expiresAt={record.expires_at} />}
      {delivery.published_at !== null && (
        <Fact
          icon={ArchiveRestore}
          hue={NEUTRAL}
          title={
            <>
              Delivered <Time value={delivery.published_at} />
            </>
          }
        >
          {delivery.bytes !== null && `${bytesInWords(delivery.bytes)}, `}
          {delivery.started_at !== null && `${tookWords(delivery.started_at, delivery.published_at)}, `}
          {delivery.run === 1 ? "on the first try" : `on try ${delivery.run}`}
        </Fact>
      )}
    </>
  );
}

function LinkFact({ expiresAt }: { readonly expiresAt: string }) {
  const lapsed = new Date(expiresAt) <= useNow();
  return (
    <Fact
      icon={Link2}
      hue={lapsed ? NEUTRAL : "bg-scheduled-soft text-scheduled"}
      title={
        <>
          {lapsed ? "Link expired " : "Link expires "}
          <Time value={expiresAt} />
        </>
      }
    >
      <Time value={expiresAt} as="exact" />
    </Fact>
  );
}

const PUBLISHED = "bg-published-soft text-published";
const NEUTRAL = "bg-assigned-soft text-assigned";

interface FactProps {
  readonly icon: LucideIcon;
  readonly hue: string;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

function Fact({ icon: Icon, hue, title, children }: FactProps) {
  return (
    <li className="flex gap-2.5">
      <span className={cn("mt-0.25 grid size-6 shrink-0 place-items-center rounded-full", hue)}>
        <Icon aria-hidden size={13} strokeWidth={1.8} />
      </span>
      <div className="min-w-0">
        <p className="font-[550]">{title}</p>
        <p className="text-ink-2">{children}</p>
      </div>
    </li>
  );
}

function FactSkeleton() {
  return (
    <li aria-hidden className="flex gap-2.5">
      <Skeleton className="mt-0.25 size-6 rounded-full" />
      <span className="flex-1 py-0.5">
        <Skeleton className="h-3.5 w-1/2" />
        <Skeleton className="mt-1.5 h-3 w-3/4" />
      </span>
    </li>
  );
}

function tookWords(from: string, until: string): string {
  const span = new Date(until).getTime() - new Date(from).getTime();
  return span < 1000 ? "in under a second" : `in ${spanInWords(span)}`;
}
