"use client";

import { Archive, CircleCheck, Download, FingerprintPattern, HardDrive, Link2, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { countOf } from "@/components/ui/words";
import type { ProofDelivery } from "@/lib/domain/proof/contract";
import { checksumVerdict, fetcherOf, storedVerdict } from "@/lib/domain/proof/verdicts";
import { boundsInWords, newestLink, stagingInWords, type Hue } from "./proof-words";

interface ProofFactsProps {
  readonly delivery: ProofDelivery;
  readonly maxHours: number;
}

/** What the desk can vouch for about one delivery, one line per fact, and only facts it has. */
export function ProofFacts({ delivery, maxHours }: ProofFactsProps) {
  const { qc_report: qc, storage, staging, links, fetches } = delivery;
  const now = useNow();
  const same = checksumVerdict(delivery);
  const stored = storedVerdict(delivery);
  const current = newestLink(links, now);
  const [opening] = fetches;
  return (
    <>
      <ProofFact
        icon={CircleCheck}
        hue={qc.status === "pass" ? "well" : "broken"}
        title={qc.status === "pass" ? "QC passed" : `QC said “${qc.status}”`}
      >
        {qc.report_id === null ? "no report named" : `report ${qc.report_id}`}
        {qc.checked_at !== null && (
          <>
            {" · "}
            <Time value={qc.checked_at} as="full" />
          </>
        )}
      </ProofFact>
      {same && (
        <ProofFact icon={FingerprintPattern} hue={same.hue} title={same.title}>
          {same.because}
        </ProofFact>
      )}
      {storage.location !== null && (
        <ProofFact icon={HardDrive} hue={stored.hue} title={stored.title}>
          <span className="break-all">{storage.location}</span>
          {stored.because !== "" && <span className="block">{stored.because}</span>}
        </ProofFact>
      )}
      {current && <LinkFact {...current} maxHours={maxHours} />}
      {storage.location !== null && (
        <ProofFact icon={Download} hue="plain" title={`Fetched ${countOf(delivery.fetches_total, "time")}`}>
          {opening ? (
            <>
              last by {fetcherOf(opening)}, <Time value={opening.at} as="full" />
            </>
          ) : (
            "nobody has opened it yet"
          )}
        </ProofFact>
      )}
      {staging && (
        <ProofFact icon={Archive} hue={staging.dropped_at === null ? "waiting" : "plain"} title="Staging copy">
          {stagingInWords(staging, now)}
        </ProofFact>
      )}
    </>
  );
}

interface LinkFactProps extends NonNullable<ReturnType<typeof newestLink>> {
  readonly maxHours: number;
}

function LinkFact({ link, works, maxHours }: LinkFactProps) {
  const end = link.revoked_at ?? link.effective_expires_at;
  const word = link.revoked_at === null ? (works ? "Link expires" : "Link expired") : "Link revoked";
  return (
    <ProofFact
      icon={Link2}
      hue={works ? "coming" : "plain"}
      title={
        <>
          {word} <Time value={end} />
        </>
      }
    >
      {boundsInWords(link, maxHours)}
    </ProofFact>
  );
}

export const HUES: Readonly<Record<Hue, string>> = {
  well: "bg-published-soft text-published",
  coming: "bg-scheduled-soft text-scheduled",
  plain: "bg-assigned-soft text-assigned",
  waiting: "bg-unconfirmed-soft text-unconfirmed",
  broken: "bg-failed-soft text-failed",
};

interface ProofFactProps {
  readonly icon: LucideIcon;
  readonly hue: Hue;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

export function ProofFact({ icon: Icon, hue, title, children }: ProofFactProps) {
  return (
    <li className="flex gap-2.5">
      <span className={cn("mt-0.25 grid size-6 shrink-0 place-items-center rounded-full", HUES[hue])}>
        <Icon aria-hidden size={13} strokeWidth={1.8} />
      </span>
      <div className="min-w-0">
        <p className="font-[550]">{title}</p>
        <p className="wrap-anywhere text-ink-2">{children}</p>
      </div>
    </li>
  );
}

export function ProofFactSkeleton() {
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
