import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { programPath } from "@/lib/infra/program";

export interface AskedPart {
  readonly from: number;
  readonly bytes: number;
  /** Which hashes of the part are wanted. */
  readonly sha256: boolean;
  readonly md5: boolean;
}

/** In hex. */
export interface HashedPart {
  readonly sha256: string | null;
  readonly md5: string | null;
  /** SHA-256 of the file from its beginning to the end of this part. */
  readonly untilHere: string;
}

/**
 * Hashes a file part by part, in order, in a thread of its own: whoever sends has the bytes of the parts before on
 * the way meanwhile. Hashing as fast as two digests allow would otherwise leave no time to send.
 */
export class PartHasher {
  readonly #thread: Worker;

  constructor(file: string) {
    this.#thread = new Worker(programPath("hash-parts"), { workerData: file });
    // Also where nobody waits for it, it must not end the process.
    this.#thread.on("error", () => undefined);
  }

  /** One part at a time, each beginning where the one before ended. Throws what the thread throws: a file that is gone. */
  async next(part: AskedPart): Promise<HashedPart> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(part);
    const [answer] = (await once(this.#thread, "message")) as [HashedPart];
    return answer;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
