import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { HashNews } from "./hash-file";

/** How much of the file is in memory at a time, in bytes. */
const SLICE = 4 * 1024 * 1024;

/** Runs beside the page: takes a file, and tells how far it is and in the end its checksum. */
addEventListener("message", ({ data }: MessageEvent<File>) => {
  void hash(data).then(tell, (error: unknown) => tell({ trouble: error instanceof Error ? error.name : "unknown" }));
});

async function hash(file: File): Promise<HashNews> {
  const sum = sha256.create();
  for (let at = 0; at < file.size; at += SLICE) {
    sum.update(new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer()));
    tell({ bytes: Math.min(at + SLICE, file.size) });
  }
  return { checksum: `sha256:${bytesToHex(sum.digest())}` };
}

const tell = (news: HashNews) => postMessage(news);
