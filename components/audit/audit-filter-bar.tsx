import { FilterPill } from "@/components/ui/filter-pill";
import { Skeleton } from "@/components/ui/skeleton";
import { countOf } from "@/components/ui/words";
import { DOORS } from "@/lib/core/caller";
import { AUDIT_OUTCOMES, type EntryPage } from "@/lib/domain/audit/contract";
import { deedOf, doorOf, KNOWN_OPERATIONS } from "./audit-words";
import { DatePill } from "./date-pill";
import { isFiltered, type TrailFilters } from "./use-audit-filters";

interface AuditFilterBarProps {
  readonly filters: TrailFilters;
  /** The pages that are shown; undefined while the first is on its way. */
  readonly pages: readonly EntryPage[] | undefined;
  /** Who has acted lately. */
  readonly actors: EntryPage["actors"];
  readonly onChange: (patch: Partial<TrailFilters>) => void;
  readonly onClear: () => void;
}

const DOOR_OPTIONS = DOORS.map((value) => ({ value, word: doorOf(value) }));
const OUTCOME_OPTIONS = AUDIT_OUTCOMES.map((value) => ({ value, word: value }));

/** The filters that are on, those that could be, and how much they leave. */
export function AuditFilterBar({ filters, pages, actors, onChange, onClear }: AuditFilterBarProps) {
  const { actor, operation, subject, door, outcome, request_id: request, from, to } = filters;
  return (
    <div className="flex min-h-11.75 flex-wrap items-center gap-1.5 border-b px-4 py-2.5 wide:px-5">
      <FilterPill
        label="Who"
        value={actor}
        options={actorOptions({ actors, pages, chosen: actor })}
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
      {request !== null && (
        <FilterPill
          label="Request"
          value={request}
          options={[{ value: request, word: request }]}
          onChange={(next) => onChange({ request_id: next })}
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
  const last = pages.at(-1);
  const further = last?.looked_back_to ? " so far" : last?.next_cursor ? ", and more below" : "";
  return `${countOf(count, "entry", "entries")}${further}`;
}

interface ActorOptions extends Pick<AuditFilterBarProps, "actors" | "pages"> {
  readonly chosen: string | null;
}

/** Whoever is chosen stands there too, though they may not have acted for long. */
function actorOptions({ actors, pages, chosen }: ActorOptions) {
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
