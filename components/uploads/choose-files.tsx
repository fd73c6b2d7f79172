"use client";

import { FileVideo } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { takeFiles } from "./use-uploads";

/** Where files are dropped, or chosen by those who do not drag. */
export function ChooseFiles({ onTaken }: { readonly onTaken: (keys: readonly string[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="grid justify-items-center gap-2 rounded-m border border-dashed border-line-strong bg-sunken px-4 py-8 text-center">
      <FileVideo aria-hidden size={22} strokeWidth={1.6} className="text-ink-3" />
      <p className="font-[550]">Drop final MP4s here, or anywhere on the page</p>
      <p className="text-sm text-ink-2">
        Each is sent piece by piece and goes on after a lost connection. Its checksum is computed on this computer.
      </p>
      <input
        ref={input}
        type="file"
        accept="video/mp4,.mp4"
        multiple
        aria-label="Final MP4s"
        tabIndex={-1}
        className="sr-only"
        onChange={({ currentTarget }) => {
          const keys = takeFiles([...(currentTarget.files ?? [])]);
          // So that the same file can be chosen again.
          currentTarget.value = "";
          if (keys.length > 0) onTaken(keys);
        }}
      />
      <Button look="primary" onClick={() => input.current?.click()}>
        Choose files
      </Button>
    </div>
  );
}
