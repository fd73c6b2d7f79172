"use client";

import { Check, ChevronRight, CircleX } from "lucide-react";
import { Fragment, useState, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { ROOMY, Table, Td, Th, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { AuditEntry } from "@/lib/domain/audit/contract";
import { actorOf, deedOf, doorOf, endingOf } from "./audit-words";
import { EntryDetails } from "./entry-details";
import type { TrailFilters } from "./use-audit-filters";

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <Table>
      <thead>
        <tr>
          <Th className="top-13.5 pl-4 max-wide:static wide:pl-5">When</Th>
          <Th className={`top-13.5 ${WIDE}`}>Who</Th>
          <Th className={`top-13.5 ${ROOMY}`}>Door</Th>
          <Th className={`top-13.5 ${WIDE}`}>What</Th>
          <Th className={`top-13.5 ${ROOMY}`}>On what</Th>
          <Th className={`top-13.5 pr-5 ${WIDE}`}>How it ended</Th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  );
}

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly onFilter: (patch: Partial<TrailFilters>) => void;
}

/** The trail, a line an entry; a line opens to everything that is known of it. */
export function AuditTable({ entries, onFilter }: AuditTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Frame>
      {entries.map((entry) => (
        <Fragment key={entry.id}>
          <EntryRow
            entry={entry}
            open={open === entry.id}
            onToggle={() => setOpen((now) => (now === entry.id ? null : entry.id))}
          />
          {open === entry.id && (
            <tr id={`entry-${entry.id}`}>
              <Td colSpan={6} className="animate-fade bg-sunken px-4 py-3 wide:pr-5 wide:pl-10">
                <EntryDetails entry={entry} onFilter={onFilter} />
              </Td>
            </tr>
          )}
        </Fragment>
      ))}
    </Frame>
  );
}

interface EntryRowProps {
  readonly entry: AuditEntry;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function EntryRow({ entry, open, onToggle }: EntryRowProps) {
  return (
    <tr
      data-row
      className="relative scroll-mt-24 scroll-mb-16 outline-2 -outline-offset-2 outline-transparent transition-colors duration-120 hover:bg-ink/3 has-[[data-open]:focus-visible]:bg-accent-soft has-[[data-open]:focus-visible]:outline-accent"
    >
      <Td className="pl-4 wide:pl-5">
        <span className="flex items-baseline gap-1.5">
          <ChevronRight
            aria-hidden
            size={13}
            className={cn("shrink-0 translate-y-0.5 text-ink-3 transition-transform duration-120", open && "rotate-90")}
          />
          <span className="min-w-0 flex-1">
            <button
              type="button"
              data-open
              aria-expanded={open}
              aria-controls={open ? `entry-${entry.id}` : undefined}
              onClick={onToggle}
              className="text-left whitespace-nowrap text-ink-2 tabular-nums outline-none after:absolute after:inset-0"
            >
              <Time value={entry.at} as="exact" />
              <span className="sr-only">
                , {actorOf(entry)}, {deedOf(entry.operation)}, {endingOf(entry)}
              </span>
            </button>
            <span aria-hidden className="block wide:hidden">
              <b className="font-[550]">{actorOf(entry)}</b>{" "}
              <span className="text-ink-2">
                {deedOf(entry.operation)} · {doorOf(entry.door)}
              </span>
            </span>
            <span className="mt-0.5 block wide:hidden">
              <Ending entry={entry} />
            </span>
          </span>
        </span>
      </Td>
      <Td className={`max-w-48 truncate font-[550] ${WIDE}`}>{actorOf(entry)}</Td>
      <Td className={`whitespace-nowrap text-ink-2 ${ROOMY}`}>{doorOf(entry.door)}</Td>
      <Td className={WIDE}>{deedOf(entry.operation)}</Td>
      <Td className={`max-w-56 truncate font-mono text-xs text-ink-2 ${ROOMY}`}>{entry.subject}</Td>
      <Td className={`pr-5 ${WIDE}`}>
        <Ending entry={entry} />
      </Td>
    </tr>
  );
}

function Ending({ entry }: { readonly entry: AuditEntry }) {
  const done = entry.outcome === "done";
  const Icon = done ? Check : CircleX;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.25 text-xs",
        done ? "h-[21px] text-ink-2" : "rounded-full bg-failed-soft py-0.5 pr-2 pl-1.5 font-[550] text-failed",
      )}
    >
      <Icon aria-hidden size={12} className="shrink-0" />
      {endingOf(entry)}
    </span>
  );
}

export function AuditTableSkeleton() {
  return (
    <Frame>
      {Array.from({ length: 14 }, (_, at) => (
        <tr key={at}>
          <Td className="pl-4 wide:pl-5">
            <Skeleton className="ml-5 h-3.5 w-28" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-3.5 w-24" />
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="h-3.5 w-12" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-3.5 w-36" />
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="h-3.5 w-44" />
          </Td>
          <Td className={`pr-5 ${WIDE}`}>
            <Skeleton className="h-3.5 w-14" />
          </Td>
        </tr>
      ))}
    </Frame>
  );
}
