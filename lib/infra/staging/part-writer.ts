import type { FileHandle } from "node:fs/promises";
import { collectYoung } from "./collect-young";

/** A write begins with this much, and takes whatever has gathered by then. */
const WRITE = 1024 * 1024;
/** With this much gathered the source has to wait for the disk. */
const BACKLOG = 2 * 1024 * 1024;
/** How many bytes of written chunks may lie about before they are freed. */
const LITTER = 16 * 1024 * 1024;

/** Writes chunks to a file in large writes, one at a time, while more are gathered. */
export class PartWriter {
  readonly #file: FileHandle;
  #chunks: Uint8Array[] = [];
  #gathered = 0;
  #litter = 0;
  #underWay: Promise<void> | undefined;
  #error: unknown;
  #position: number;

  /** Writes from `position` on. */
  constructor(file: FileHandle, position = 0) {
    this.#file = file;
    this.#position = position;
  }

  /** Keeps the chunk: it must not be changed afterwards. Throws what an earlier write threw. */
  async add(chunk: Uint8Array): Promise<void> {
    this.#chunks.push(chunk);
    this.#gathered += chunk.byteLength;
    if (this.#gathered >= WRITE) this.#write();
    while (this.#gathered >= BACKLOG) await this.#underWay;
    this.#throwError();
  }

  /** Returns when the file holds everything. */
  async finish(): Promise<void> {
    while (this.#gathered > 0 && this.#error === undefined) {
      this.#write();
      await this.#underWay;
    }
    await this.settle();
    this.#throwError();
  }

  /** Waits for the write under way, so that the file may be closed. */
  async settle(): Promise<void> {
    await this.#underWay;
  }

  #write(): void {
    if (this.#underWay) return;
    const [chunks, bytes] = [this.#chunks, this.#gathered];
    [this.#chunks, this.#gathered] = [[], 0];
    const position = this.#position;
    this.#position += bytes;
    this.#underWay = writeAll({ file: this.#file, chunks, position }).then(
      () => {
        this.#underWay = undefined;
        this.#tidy(bytes);
        if (this.#gathered >= WRITE) this.#write();
      },
      (error: unknown) => {
        // `#underWay` stays: nothing is written after a failed write.
        this.#error = error;
        [this.#chunks, this.#gathered] = [[], 0];
      },
    );
  }

  #tidy(bytes: number): void {
    this.#litter += bytes;
    if (this.#litter < LITTER) return;
    this.#litter = 0;
    collectYoung();
  }

  #throwError(): void {
    if (this.#error !== undefined) throw this.#error;
  }
}

interface Write {
  readonly file: FileHandle;
  readonly chunks: readonly Uint8Array[];
  readonly position: number;
}

/** A vectored write may take only a part; the rest is written piece by piece, which names the error. */
async function writeAll({ file, chunks, position }: Write): Promise<void> {
  let { bytesWritten } = await file.writev(chunks, position);
  let begin = position;
  for (const chunk of chunks) {
    const done = Math.min(bytesWritten, chunk.byteLength);
    bytesWritten -= done;
    for (let at = done; at < chunk.byteLength;) {
      at += (await file.write(chunk, at, chunk.byteLength - at, begin + at)).bytesWritten;
    }
    begin += chunk.byteLength;
  }
}
