import { createHash } from "node:crypto";
import { openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { AskedPart, HashedPart } from "./part-hasher";

/**
 * The thread of `PartHasher`: reads a file part by part, as it is asked to, and says what each one hashes to.
 * It does nothing else and has the file open as long as it lives, so it reads as it hashes, without waiting.
 */
const STEP = 1024 * 1024;

const file = openSync(String(workerData), "r");
const whole = createHash("sha256");
const buffer = Buffer.allocUnsafeSlow(STEP);

parentPort?.on("message", ({ from, bytes, sha256, md5 }: AskedPart) => {
  const hashes = { sha256: sha256 ? createHash("sha256") : null, md5: md5 ? createHash("md5") : null };
  let at = 0;
  while (at < bytes) {
    const read = readSync(file, buffer, 0, Math.min(STEP, bytes - at), from + at);
    // Shorter than it was: what is hashed then is not the promised file, which its hash tells.
    if (read === 0) break;
    const piece = buffer.subarray(0, read);
    for (const one of [whole, hashes.sha256, hashes.md5]) one?.update(piece);
    at += read;
  }
  const answer: HashedPart = {
    sha256: hashes.sha256?.digest("hex") ?? null,
    md5: hashes.md5?.digest("hex") ?? null,
    sha256SoFar: whole.copy().digest("hex"),
  };
  parentPort?.postMessage(answer);
});
