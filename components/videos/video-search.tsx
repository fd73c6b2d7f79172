"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/ui/kbd";

interface VideoSearchProps {
  /** What the address says is searched for. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Searches a moment after the typing stops, so that a word is one request. */
export function VideoSearch({ value, onSearch }: VideoSearchProps) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  // The address changed under the field (back, or "clear"): the field follows.
  if (told !== value) {
    setTold(value);
    if (text.trim() !== value) setText(value);
  }
  // Whoever was quicker than the page's script has typed already: that counts.
  useEffect(() => {
    const typed = input.current?.value ?? "";
    if (typed !== "") setText(typed);
  }, []);
  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onSearch(text.trim()), 220);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <search className="flex h-7.5 w-full min-w-0 items-center gap-1.75 rounded-s border border-line-strong bg-surface pr-1 pl-2.5 text-ink-3 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent wide:w-65">
      <Search aria-hidden size={14} strokeWidth={1.8} />
      <input
        ref={input}
        data-search
        aria-label="Search videos"
        placeholder="Search titles, tags, checksums"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text === "") event.currentTarget.blur();
          else setText("");
        }}
        className="h-full min-w-0 flex-1 bg-transparent text-ink outline-none"
      />
      {text === "" ? (
        <Kbd className="mr-1 max-wide:hidden">/</Kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear the search"
          className="grid size-6 place-items-center rounded-[4px] hover:bg-ink/6 hover:text-ink"
          onClick={() => {
            setText("");
            input.current?.focus();
          }}
        >
          <X aria-hidden size={13} />
        </button>
      )}
    </search>
  );
}
