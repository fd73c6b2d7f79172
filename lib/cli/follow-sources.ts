import { watch } from "node:fs";
import { join } from "node:path";
import { environmentWith } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import { runStep } from "./run-step";

/** Bundles anew after every change of a source, and calls `changed` when it has. Returns what ends it. */
export function followSources(changed: () => void, say: (line: string) => void): () => Promise<void> {
  const controller = new AbortController();
  const root = projectRoot();
  const bundling = runStep({
    command: process.execPath,
    args: [join(root, "esbuild.config.mjs"), "--watch"],
    env: environmentWith({}),
    signal: controller.signal,
    say,
  }).catch((error: unknown) => {
    if (!controller.signal.aborted) say(String(error));
  });

  let timer: NodeJS.Timeout | undefined;
  let first = true;
  const watcher = watch(join(root, "dist"), (_event, file) => {
    if (file !== ".built") return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // The watch begins by bundling what the worker runs already.
      if (!first) changed();
      first = false;
    }, 100);
  });
  return async () => {
    controller.abort();
    watcher.close();
    clearTimeout(timer);
    await bundling;
  };
}
