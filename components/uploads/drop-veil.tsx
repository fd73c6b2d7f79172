import { Upload } from "lucide-react";

/** Lies over the window while files are dragged over it. */
export function DropVeil({ shown }: { readonly shown: boolean }) {
  if (!shown) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-[60] grid animate-fade place-items-center bg-canvas/80 p-4">
      <p className="flex items-center gap-2.5 rounded-l border border-dashed border-line-strong bg-raised px-6 py-5 text-lg font-[570] shadow-2">
        <Upload aria-hidden size={18} strokeWidth={1.8} />
        Drop to deliver
      </p>
    </div>
  );
}
