"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

/** Now, to ten seconds: one clock for the whole page, running only while something on it tells the time. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, read, read);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

/** After a pause without listeners the held moment is old: a first reader gets a fresh one. */
function read(): Date {
  if (listeners.size === 0 && Date.now() - now.getTime() > 10_000) now = new Date();
  return now;
}
