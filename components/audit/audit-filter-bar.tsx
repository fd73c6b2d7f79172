import { FilterPill } from "@/components/ui/filter-pill";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf } from "@/components/ui/words";
import { AUDIT_DOORS, AUDIT_OUTCOMES, type EntryPage } from "@/lib/domain/audit/contract";
import { deedOf, doorOf, KNOWN_OPERATIONS } from "./audit-words";
import { DatePill } from "./date-pill";
import { isFiltered, type AuditFilters } from "./use-audit-filters";

interface AuditFilterBarProps {
  readonly filters: AuditFilters;
  /** The pages that are shown; undefined while the first is on its way. */
  readonly pages: readonly EntryPage[] | undefined;
  readonly onChange: (patch: Partial<AuditFilters>) => void;
  readonly onClear: () => void;
}

const DOOR_OPTIONS = AUDIT_DOORS.map((value) => ({ value, word: doorOf(value) }));
const OUTCOME_OPTIONS = AUDIT_OUTCOMES.map((value) => ({ value, word: value }));

/** The filters that are on, those that could be, and how much they leave. */
export function AuditFilterBar({ filters, pages, onChange, onClear }: AuditFilterBarProps) {
  const { actor, operation, subject, door, outcome, from, to } = filters;
  return (
    <div className="flex min-h-11.75 flex-wrap items-center gap-1.5 border-b px-4 py-2.5 wide:px-5">
      <FilterPill
        label="Who"
        value={actor}
        options={actorOptions(pages, actor)}
        onChange={(next) => onChange({ actor: next })}
      />
      <FilterPill
        label="What"
        value={operation}
        options={operationOptions(pages, operation)}
        onChange={(next) => onChange({ operation: next })}
      />
      {subject !== null && (
        <FilterPill
          label="On what"
          value={subject}
          options={[{ value: subject, word: subject }]}
          onChange={(next) => onChange({ subject: next })}
        />
      )}
      <FilterPill label="Door" value={door} options={DOOR_OPTIONS} onChange={(next) => onChange({ door: next })} />
      <FilterPill
        label="Ended"
        value={outcome}
        options={OUTCOME_OPTIONS}
        onChange={(next) => onChange({ outcome: next })}
      />
      <DatePill label="From" value={from} onChange={(next) => onChange({ from: next })} />
      <DatePill label="To" value={to} onChange={(next) => onChange({ to: next })} />
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
      <output className="text-ink-2">{pages ? shown(pages) : <Skeleton className="h-3.5 w-20" />}</output>
    </div>
  );
}

/** How many are on the screen: to count all that match would take longer than to show them. */
function shown(pages: readonly EntryPage[]): string {
  const count = pages.reduce((sum, page) => sum + page.items.length, 0);
  return `${countOf(count, "entry", "entries")}${pages.at(-1)?.next_cursor ? ", and more below" : ""}`;
}

function actorOptions(pages: readonly EntryPage[] | undefined, chosen: string | null) {
  const actors = pages?.[0]?.actors ?? [];
  const options = actors.map(({ id, name }) => ({ value: id, word: name }));
  const entry = pages?.[0]?.items.find((item) => item.actor_id === chosen);
  if (chosen !== null && !actors.some(({ id }) => id === chosen))
    options.push({ value: chosen, word: entry?.actor_name ?? chosen });
  return options;
}

function operationOptions(pages: readonly EntryPage[] | undefined, chosen: string | null) {
  const seen = pages?.flatMap((page) => page.items.map((item) => item.operation)) ?? [];
  const all = new Set([...KNOWN_OPERATIONS, ...seen, ...(chosen === null ? [] : [chosen])]);
  return [...all]
    .map((value) => ({ value, word: deedOf(value) }))
    .toSorted((left, right) => left.word.localeCompare(right.word, "en"));
}
