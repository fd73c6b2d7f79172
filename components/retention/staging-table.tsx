import Link from "next/link";
import type { ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { Skeleton } from "@/components/ui/skeleton";
import { ROOMY, Table, Td, Th, WIDE } from "@/components/ui/table";
import { bytesInWords } from "@/components/ui/words";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { StagingActions } from "./staging-actions";
import { Countdown, WhyKept } from "./staging-words";

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="overflow-clip rounded-l border bg-surface">
      <Table className="[&_tr:last-child_td]:border-b-0">
        <thead>
          <tr>
            <Th className="bg-surface pl-3.5">Video</Th>
            <Th className={`bg-surface ${WIDE}`}>State</Th>
            <Th className={`bg-surface ${WIDE}`}>When it goes, and why it stays</Th>
            <Th className={`bg-surface text-right ${ROOMY}`}>Size</Th>
            <Th className={`bg-surface ${WIDE}`}>
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </Table>
    </div>
  );
}

export function StagingTable({ copies }: { readonly copies: readonly StagingCopy[] }) {
  return (
    <Frame>
      {copies.map((copy) => (
        <Row key={copy.audit_log_id} copy={copy} />
      ))}
    </Frame>
  );
}

function Row({ copy }: { readonly copy: StagingCopy }) {
  return (
    <tr
      data-row
      className="scroll-mt-24 scroll-mb-16 transition-colors duration-120 hover:bg-ink/3 has-[[data-open]:focus-visible]:bg-accent-soft"
    >
      <Td className="max-w-0 min-w-40 pl-3.5 align-top wide:w-2/5">
        <Link href={`/desk/videos/${copy.video_id}`} data-open className="block truncate font-[570] hover:underline">
          {copy.title}
        </Link>
        <span className="block truncate text-ink-2">
          {copy.project_id}
          <span className="roomy:hidden">, {bytesInWords(copy.bytes)}</span>
        </span>
        <div className="mt-1 space-y-1 text-ink-2 wide:hidden">
          <StateChip state={copy.state} />
          <p>
            <Countdown copy={copy} />
          </p>
          <WhyKept copy={copy} />
          <StagingActions copy={copy} named />
        </div>
      </Td>
      <Td className={`align-top ${WIDE}`}>
        <StateChip state={copy.state} />
      </Td>
      <Td className={`align-top text-ink-2 ${WIDE}`}>
        <p>
          <Countdown copy={copy} />
        </p>
        <WhyKept copy={copy} />
      </Td>
      <Td className={`text-right align-top whitespace-nowrap text-ink-2 tabular-nums ${ROOMY}`}>
        {bytesInWords(copy.bytes)}
      </Td>
      <Td className={`pr-3 text-right align-top whitespace-nowrap ${WIDE}`}>
        <StagingActions copy={copy} named />
      </Td>
    </tr>
  );
}

export function StagingTableSkeleton() {
  return (
    <Frame>
      {[0, 1, 2, 3, 4].map((at) => (
        <tr key={at}>
          <Td className="pl-3.5 wide:w-2/5">
            <Skeleton className="h-3.5 w-44 max-w-full" />
            <Skeleton className="mt-1.5 h-3.5 w-24" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-[21px] w-20 rounded-full" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-3.5 w-36" />
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="ml-auto h-3.5 w-14" />
          </Td>
          <Td className={WIDE} />
        </tr>
      ))}
    </Frame>
  );
}
