import type { FileHandle } from "node:fs/promises";
import { collectYoung } from "./collect-young";

/** Fewer, larger writes: at 1 MiB their number no longer shows in the time. */
const WRITE = 1024 * 1024;
/**
 * Written bytes are sent on to the disk while more arrive, so that the last sync has little left to
 * wait for, and a fast source cannot fill the page cache with bytes that still have to be written.
 */
const FLUSH = 64 * 1024 * 1024;
/** How many bytes of written chunks may lie about before they are freed. */
const LITTER = 16 * 1024 * 1024;

/** Gathers chunks to large writes, one of which is under way while the next is gathered. */
export class PartWriter {
  readonly #file: FileHandle;
  #chunks: Uint8Array[] = [];
  #gathered = 0;
  #underWay: Promise<void> = Promise.resolve();
  #flush: Promise<void> | undefined;
  #unflushed = 0;
  #litter = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Keeps the chunk: it must not be written to afterwards. True when a write began. */
  async add(chunk: Uint8Array): Promise<boolean> {
    this.#chunks.push(chunk);
    this.#gathered += chunk.byteLength;
    if (this.#gathered < WRITE) return false;
    await this.#write();
    return true;
  }

  /** Returns when everything is on the disk. */
  async finish(): Promise<void> {
    if (this.#gathered > 0) await this.#write();
    await this.settle();
    await this.#file.sync();
  }

  /** Waits for what is under way, so that the file may be closed. Throws what a write threw. */
  async settle(): Promise<void> {
    await this.#flush;
    await this.#underWay;
  }

  async #write(): Promise<void> {
    await this.#underWay;
    const [chunks, bytes] = [this.#chunks, this.#gathered];
    [this.#chunks, this.#gathered] = [[], 0];
    this.#underWay = writeAll(this.#file, chunks);
    // A write that fails is reported by the next one or by `settle`; until then it is not unhandled.
    this.#underWay.catch(() => undefined);
    this.#litter += bytes;
    if (this.#litter >= LITTER) {
      this.#litter = 0;
      collectYoung();
    }
    this.#unflushed += bytes;
    if (this.#flush || this.#unflushed < FLUSH) return;
    this.#unflushed = 0;
    const done = () => {
      this.#flush = undefined;
    };
    // What fails here fails again in the last sync, which is waited for.
    this.#flush = this.#file.datasync().then(done, done);
  }
}

/** A vectored write may take only a part; the rest is written piece by piece, which names the error. */
async function writeAll(file: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let { bytesWritten } = await file.writev(chunks);
  for (const chunk of chunks) {
    const done = Math.min(bytesWritten, chunk.byteLength);
    bytesWritten -= done;
    for (let at = done; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten;
  }
}
