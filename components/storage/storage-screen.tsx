"use client";

import { ArrowRightLeft } from "lucide-react";
import { useRef, useState } from "react";
import { NotYours } from "@/components/access/settings/not-yours";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { ProblemState } from "@/components/ui/problem-state";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { MoveDialog } from "./move-dialog";
import { MovesList } from "./moves-list";
import { RunningMove } from "./running-move";
import { StoresTable } from "./stores-table";
import { useMoves, useStores, type Start } from "./use-storage";

export function StorageScreen({ start }: { readonly start: Start }) {
  if (!useMay("storage:manage")) {
    return (
      <NotYours title="Where films are kept is seen to by the admins of this desk.">
        A video&apos;s own page shows its copies.
      </NotYours>
    );
  }
  return <StorageSection start={start} />;
}

/** The stores and how they are, the move that is under way, and those before it. */
function StorageSection({ start }: { readonly start: Start }) {
  const stores = useStores();
  const moves = useMoves();
  const [moving, setMoving] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useFocusKept(heading, [moves.dataUpdatedAt]);
  const items = stores.data?.items;
  const places = items?.filter(({ role }) => role !== "former") ?? [];
  const running = moves.data?.running;
  const earlier = moves.data?.items.filter(({ id }) => id !== running?.id);

  return (
    <section aria-labelledby="storage" {...kept} className="space-y-4 p-4 wide:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="storage" ref={heading} tabIndex={-1} className="font-semibold">
            Storage
          </h2>
          <p className="text-ink-2">Where delivered films are kept. Each copy is read again from time to time.</p>
        </div>
        {places.length > 1 && (
          <Button look="primary" icon={ArrowRightLeft} disabled={running !== undefined} onClick={() => setMoving(true)}>
            Move objects
          </Button>
        )}
      </div>
      {stores.isError && (
        <ProblemState
          title={items ? "The stores could not be refreshed." : "The stores could not be loaded."}
          reason={sentenceOf(stores.error)}
          onRetry={() => void stores.refetch()}
        />
      )}
      {moves.data && running && <RunningMove move={running} samples={moves.data.samples} />}
      {(items ?? stores.isPending) && <StoresTable stores={items} />}
      {places.length === 1 && (
        <p className="text-sm text-ink-3">
          Films have one copy each. <code className="font-mono text-xs">STORAGE_REPLICAS</code> names further stores,
          from which a lost copy is written anew.
        </p>
      )}
      {moves.isError && (
        <ProblemState
          title={moves.data ? "The moves could not be refreshed." : "The moves could not be loaded."}
          reason={sentenceOf(moves.error)}
          onRetry={() => void moves.refetch()}
        />
      )}
      {earlier && earlier.length > 0 && <MovesList moves={earlier} blocked={running !== undefined} />}
      {moving && <MoveDialog stores={places} start={start} onClose={() => setMoving(false)} />}
    </section>
  );
}
