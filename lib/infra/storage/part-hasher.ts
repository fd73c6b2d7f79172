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
  readonly sha256SoFar: string;
}

/**
 * Hashes a file part by part, in order, in a thread of its own: whoever sends has the bytes of the parts before on
 * the way meanwhile. Hashing as fast as two digests allow would otherwise leave no time to send.
 */
export class PartHasher {
  readonly #thread: Worker;
  /** Rejects when the thread is gone, and why. */
  readonly #gone: Promise<never>;

  constructor(file: string) {
    const thread = new Worker(programPath("hash-parts"), {
      workerData: file,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
    });
    this.#thread = thread;
    this.#gone = new Promise((_, reject) => {
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("The thread that hashes has ended.")));
    });
    // Where nobody waits for a part, nobody has to hear of it.
    this.#gone.catch(() => undefined);
  }

  /**
   * One part at a time, each beginning where the one before ended. Throws what the thread throws (a file that is
   * gone), or an AbortError; after that there is nothing more to be had of it.
   */
  async next(part: AskedPart, signal?: AbortSignal): Promise<HashedPart> {
    const answer = once(this.#thread, "message", signal ? { signal } : {});
    this.#thread.postMessage(part);
    const [hashed] = (await Promise.race([answer, this.#gone])) as [HashedPart];
    return hashed;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
