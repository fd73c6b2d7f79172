/** What the worker tells. */
export type HashNews = { readonly bytes: number } | { readonly checksum: string } | { readonly trouble: string };

/**
 * Computes a file's checksum beside the page, by reading it in slices: it is never in memory as a whole.
 * Returns what stops it.
 */
export function hashFile(file: File, told: (news: HashNews) => void): () => void {
  const worker = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<HashNews>) => {
    told(data);
    if (!("bytes" in data)) worker.terminate();
  });
  worker.addEventListener("error", () => {
    told({ trouble: "worker" });
    worker.terminate();
  });
  worker.postMessage(file, []);
  return () => worker.terminate();
}
