"use client";

import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** So many are shown at first; paper gets what the screen shows. */
const AT_FIRST = 20;

interface ProofListProps<Item> {
  readonly name: string;
  /** Newest first. */
  readonly items: readonly Item[];
  /** How many there are, of which `items` may be the newest. */
  readonly total: number;
  readonly empty: string;
  readonly children: (item: Item, at: number) => ReactNode;
}

/** One of the lists of a proof: with its name, how many it holds, and the rest on request. */
export function ProofList<Item>({ name, items, total, empty, children }: ProofListProps<Item>) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, AT_FIRST);
  return (
    <div className="border-t">
      <h3 className="flex items-baseline gap-2 px-3.5 pt-2.5 pb-2 text-xs font-[550] text-ink-3">
        {name}
        <span className="tabular-nums">
          {total > items.length ? `newest ${items.length} of ${total.toLocaleString("en")}` : total}
        </span>
      </h3>
      {items.length === 0 ? (
        <p className="px-3.5 pb-3 text-ink-2">{empty}</p>
      ) : (
        <ul>{shown.map((item, at) => children(item, at))}</ul>
      )}
      {shown.length < items.length && (
        <div className="border-t p-2" data-screen-only>
          <Button look="ghost" size="s" onClick={() => setAll(true)}>
            Show all {items.length}
          </Button>
        </div>
      )}
    </div>
  );
}
