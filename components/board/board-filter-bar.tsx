"use client";

import type { ReactNode } from "react";
import { CAUSE_WORDS } from "@/components/assignments/assignment-words";
import { FilterPill } from "@/components/ui/filter-pill";
import { AssignmentStatus, CAUSES } from "@/lib/domain/assignments/contract";
import type { Board, Needs } from "@/lib/domain/publishing/contract";
import { DAYS, type Days } from "./days";
import { isFiltered, type BoardFilters } from "./use-board-filters";

interface BoardFilterBarProps {
  readonly filters: BoardFilters;
  /** The first page of what is shown; undefined while it is on its way. */
  readonly page: Board | undefined;
  /** How many rows that is, in words. */
  readonly count: string | null;
  readonly onChange: (patch: Partial<BoardFilters>) => void;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

const NEEDS: Readonly<Record<Needs, string>> = {
  me: "needs me",
  failed: "failed",
  late: "late",
  unconfirmed: "unconfirmed",
};
const DAY_WORDS: Readonly<Record<Days, string>> = { today: "today", tomorrow: "tomorrow", week: "this week" };

const STATUS_OPTIONS = AssignmentStatus.options.map((value) => ({ value, word: value }));
const CAUSE_OPTIONS = CAUSES.map((value) => ({ value, word: CAUSE_WORDS[value] }));
const DAY_OPTIONS = DAYS.map((value) => ({ value, word: DAY_WORDS[value] }));

/** The filters that are on, those that could be, how much they leave, and how fresh it is. */
export function BoardFilterBar({ filters, page, count, onChange, onClear, children }: BoardFilterBarProps) {
  const { needs, status, cause, channel, when } = filters;
  const counts = page?.counts;
  return (
    <div className="flex min-h-11.75 flex-wrap items-center gap-1.5 border-b px-4 py-2.5 wide:px-5">
      <FilterPill
        label="Needs"
        value={needs}
        options={(Object.keys(NEEDS) as Needs[]).map((value) => ({
          value,
          word: counts ? `${NEEDS[value]} · ${counts[value].toLocaleString("en")}` : NEEDS[value],
        }))}
        onChange={(next) => onChange({ needs: next })}
      />
      <FilterPill label="When" value={when} options={DAY_OPTIONS} onChange={(next) => onChange({ when: next })} />
      <FilterPill
        label="State"
        value={status}
        options={STATUS_OPTIONS}
        onChange={(next) => onChange({ status: next })}
      />
      <FilterPill label="Cause" value={cause} options={CAUSE_OPTIONS} onChange={(next) => onChange({ cause: next })} />
      <FilterPill
        label="Channel"
        value={channel}
        options={page?.channels.map(({ id, name }) => ({ value: id, word: name })) ?? []}
        onChange={(next) => onChange({ channel: next })}
      />
      {isFiltered(filters) && (
        <button
          type="button"
          onClick={onClear}
          className="h-6.5 rounded-s px-1.5 text-ink-2 underline-offset-2 hover:text-ink hover:underline"
        >
          Clear
        </button>
      )}
      <span className="flex-1" />
      <output className="mr-2.5 text-ink-2">{count}</output>
      {children}
    </div>
  );
}
