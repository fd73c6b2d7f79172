import type { StorageMove } from "@/lib/domain/copies/contract";
import { storeInWords } from "./storage-words";

/** From where to where, and whether the source is emptied. */
export function MoveEnds({ move: { source, target, remove_source: removes } }: { readonly move: StorageMove }) {
  return (
    <span className="block wrap-anywhere">
      <b className="font-[570]">{storeInWords(source)}</b>
      <span className="text-ink-2"> to </span>
      <b className="font-[570]">{storeInWords(target)}</b>
      {removes && <span className="text-ink-2">, removing each copy from the source once the new one is verified</span>}
    </span>
  );
}
