import { ScrollText, SearchX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { exactWords } from "@/components/ui/words";

interface EarlierEntriesProps {
  readonly found: number;
  /** Where the search paused, because it had looked through as many entries as one request does; null where a page is full. */
  readonly lookedBackTo: string | null;
  readonly busy: boolean;
  readonly onShow: () => void;
}

/** The way on to what lies further back. A search says how far it has come: nothing found so far is not nothing. */
export function EarlierEntries({ found, lookedBackTo, busy, onShow }: EarlierEntriesProps) {
  return (
    <div className="flex flex-col items-center gap-2.5 px-4 py-4 pb-8 text-center text-ink-2">
      {lookedBackTo !== null && (
        <p aria-live="polite">
          {found === 0 ? "No entry matches" : "No more entries match"} back to{" "}
          <time dateTime={lookedBackTo}>{exactWords(new Date(lookedBackTo))}</time>. A search goes through a long trail
          in steps.
        </p>
      )}
      <Button busy={busy} onClick={onShow}>
        {lookedBackTo === null ? "Show earlier" : "Look further back"}
      </Button>
    </div>
  );
}

export function Nothing({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState icon={ScrollText} title="Nothing has happened yet.">
        <p>Every change that somebody makes or tries to make will stand here.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon={SearchX} title="No entry matches.">
      <p>Try fewer filters, or a part of a name.</p>
      <Button onClick={onClear}>Clear the filters</Button>
    </EmptyState>
  );
}
