"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

interface SearchFieldProps {
  /** Its name for the ear: `Search people`. */
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for at present. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly className?: string;
}

/** Searches a moment after the typing stops, so that a word is one request. `/` leads here. */
export function SearchField({ label, placeholder, value, onSearch, className }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  // The search was changed from outside, by "Clear" for instance: the field follows.
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
    <search
      className={cn(
        "flex h-7.5 min-w-0 items-center gap-1.75 rounded-s border border-line-strong bg-surface pr-1 pl-2.5 text-ink-3 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent",
        className,
      )}
    >
      <Search aria-hidden size={14} strokeWidth={1.8} />
      <input
        ref={input}
        data-search
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={120}
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
