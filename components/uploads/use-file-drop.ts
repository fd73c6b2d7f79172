"use client";

import { useEffect, useRef, useState } from "react";

/** Whether somebody drags files over the window, and what becomes of them when they are dropped anywhere on it. */
export function useFileDrop(onFiles: (files: readonly File[]) => void, enabled: boolean): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const stop = new AbortController();
    const on = (name: "dragenter" | "dragover" | "dragleave" | "drop", hear: (event: DragEvent) => void) =>
      document.addEventListener(name, (event) => carriesFiles(event) && hear(event), { signal: stop.signal });
    const enter = (event: DragEvent) => {
      // Without this the browser would open the file in place of the page.
      event.preventDefault();
      setOver(true);
    };
    on("dragenter", enter);
    on("dragover", enter);
    // Into nothing: out of the window, and not from one part of the page to another.
    on("dragleave", (event) => event.relatedTarget === null && setOver(false));
    on("drop", (event) => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => stop.abort();
  }, [enabled]);
  return over;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
