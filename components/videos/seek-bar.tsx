"use client";

import { useState, type KeyboardEvent } from "react";
import { clock, spokenLength } from "@/components/ui/words";

interface SeekBarProps {
  /** All in seconds. */
  readonly at: number;
  readonly length: number;
  readonly bufferedTo: number;
  readonly onSeek: (seconds: number) => void;
  readonly onSkip: (seconds: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

/** Where in the film: the bulb's amber up to now, a pale bar as far as it is loaded, the moment under the pointer. */
export function SeekBar({ at, length, bufferedTo, onSeek, onSkip }: SeekBarProps) {
  const [under, setUnder] = useState<number | null>(null);
  const share = (seconds: number) => `${length > 0 ? Math.min(100, (seconds / length) * 100) : 0}%`;

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onSkip(step);
  }

  return (
    <span
      className="group/seek relative mx-1.5 h-8 min-w-10 flex-1"
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        setUnder(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * length);
      }}
      onPointerLeave={() => setUnder(null)}
    >
      <span className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 overflow-hidden rounded-full bg-white/30 transition-[height] duration-120 group-hover/seek:h-1.5">
        <span className="absolute inset-y-0 left-0 bg-white/35" style={{ width: share(bufferedTo) }} />
        <span className="absolute inset-y-0 left-0 bg-[#f2a51a]" style={{ width: share(at) }} />
      </span>
      <span
        className="pointer-events-none absolute top-1/2 size-3 -translate-1/2 scale-0 rounded-full bg-[#f2a51a] transition-transform duration-120 group-focus-within/seek:scale-100 group-hover/seek:scale-100"
        style={{ left: share(at) }}
      />
      {under !== null && (
        <span
          aria-hidden
          className="pointer-events-none absolute bottom-full -translate-x-1/2 rounded-[4px] bg-black/80 px-1.5 text-2xs leading-5 text-white tabular-nums"
          style={{ left: share(under) }}
        >
          {clock(under)}
        </span>
      )}
      <input
        type="range"
        aria-label="Where in the film"
        aria-valuetext={`${spokenLength(at)} of ${spokenLength(length)}`}
        min={0}
        max={length || 1}
        step="any"
        value={Math.min(at, length)}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
        onKeyDown={onKeyDown}
        className="absolute inset-0 range-bare size-full rounded-s focus-visible:outline-2 focus-visible:outline-white"
      />
    </span>
  );
}
