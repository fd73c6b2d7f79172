"use client";

import { useSyncExternalStore } from "react";

const noChange = () => () => undefined;

/** Whether the page's script runs. Before that the browser itself would send a form, fields and all. */
export function useReady(): boolean {
  return useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  );
}
