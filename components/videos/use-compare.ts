"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useHotkeys } from "@/components/ui/use-hotkeys";
import { AT_REST, CompareEngine, type PairState } from "./compare-engine";

export interface Comparing {
  readonly state: PairState;
  readonly engine: CompareEngine;
  /** For the film on either side. */
  readonly refs: readonly [Ref, Ref];
}
type Ref = (film: HTMLVideoElement | null) => void;

interface CompareKeys {
  readonly framesPerSecond: number;
  readonly onSwap: () => void;
}

/** Two films in step, and the keys that steer them. */
export function useCompare({ framesPerSecond, onSwap }: CompareKeys): Comparing {
  const [engine] = useState(() => new CompareEngine());
  const state = useSyncExternalStore(engine.subscribe, engine.state, () => AT_REST);
  const left = useCallback<Ref>((film) => engine.attach(0, film), [engine]);
  const right = useCallback<Ref>((film) => engine.attach(1, film), [engine]);
  useEffect(() => () => engine.pause(), [engine]);
  useHotkeys({
    " ": (event) => {
      // On a button or a link the space bar already means something.
      if (event.target instanceof Element && event.target.closest("button, a, [role='radio']")) return false;
      engine.toggle();
      return true;
    },
    k: () => engine.toggle(),
    ArrowLeft: (event) => !hasOwnArrows(event) && engine.skip(-5),
    ArrowRight: (event) => !hasOwnArrows(event) && engine.skip(5),
    ",": () => engine.step(-1, framesPerSecond),
    ".": () => engine.step(1, framesPerSecond),
    s: onSwap,
  });
  return { state, engine, refs: [left, right] };
}

/** Arrow keys belong to whoever has the focus and uses them itself. */
function hasOwnArrows({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest("[role='radiogroup'], [role='radio'], [role='combobox'], input") !== null
  );
}
