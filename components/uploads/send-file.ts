import { Upload, type DetailedError, type UploadOptions } from "tus-js-client";
import { newIdempotencyKey } from "@/components/ui/api";
import { fingerprintOf } from "./film-files";

/** What one request carries, in bytes. */
const PIECE = 8 * 1024 * 1024;

/** How long to wait before each try, in milliseconds; after a piece that arrived it begins anew. A day of trying. */
const WAITS = [0, 1000, 2000, 4000, 8000, 15_000, ...Array.from({ length: 2880 }, () => 30_000)];

/** Answers that no other try makes better. */
const FINAL = (status: number) => status >= 400 && status < 500 && ![408, 409, 423, 429].includes(status);

/** Of these the library would take an upload for lost, and begin another: it is still there. */
const NOT_GONE = new Set([401, 403, 429]);

export interface Hears {
  readonly onId: (id: string) => void;
  readonly onProgress: (bytes: number) => void;
  /** It is tried again by itself; with what the desk said, where it said something: that it has no room, say. */
  readonly onLost: (said: string | null) => void;
  readonly onDone: () => void;
  readonly onFailed: (sentence: string) => void;
}

const endpoint = () => `${window.location.origin}/api/v1/uploads`;

/** Sends one file by tus. What had come of the same file before is not sent again. */
export class Sending {
  readonly #upload: Upload;
  #beginning = newIdempotencyKey();
  #status = 0;

  constructor(file: File, hears: Hears) {
    const options: UploadOptions = {
      endpoint: endpoint(),
      chunkSize: PIECE,
      retryDelays: WAITS,
      metadata: { filename: file.name },
      fingerprint: () => Promise.resolve(fingerprintOf(file)),
      onBeforeRequest: (request) => {
        this.#status = 0;
        if (request.getMethod() === "POST") request.setHeader("Idempotency-Key", this.#beginning);
      },
      onAfterResponse: (request, response) => {
        this.#status = response.getStatus();
        // An answer was heard: another beginning is another upload.
        if (request.getMethod() === "POST") this.#beginning = newIdempotencyKey();
        if (request.getMethod() === "HEAD" && NOT_GONE.has(this.#status))
          throw new Error("Not gone, but not ours now.");
      },
      onUploadUrlAvailable: () => hears.onId(this.id ?? ""),
      onProgress: (bytes) => hears.onProgress(bytes),
      onShouldRetry: (error) => {
        if (FINAL(this.#status)) return false;
        hears.onLost(this.#status === 503 ? saidBy(error) : null);
        return true;
      },
      onSuccess: () => {
        hears.onId(this.id ?? "");
        hears.onDone();
      },
      onError: (error) => hears.onFailed(sentenceOf(error, this.#status)),
    };
    this.#upload = new Upload(file, options);
  }

  /** The desk's name for the upload; null before it was begun. */
  get id(): string | null {
    return this.#upload.url?.split("/").at(-1) ?? null;
  }

  /** Begins, or goes on where it was: what this browser began before, and the desk still has, is asked how far it is. */
  async start(): Promise<void> {
    if (this.#upload.url === null) {
      const earlier = await this.#upload.findPreviousUploads();
      const [newest] = earlier.toSorted((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime));
      if (newest) this.#upload.resumeFromPreviousUpload(newest);
    }
    this.#upload.start();
  }

  async stop(): Promise<void> {
    await this.#upload.abort();
  }

  /** What this browser remembers of the upload, once nobody will go on with it. */
  async forget(): Promise<void> {
    const { urlStorage } = this.#upload.options;
    const remembered = await this.#upload.findPreviousUploads();
    for (const { urlStorageKey } of remembered) await urlStorage?.removeUpload(urlStorageKey);
  }
}

/** Gives an upload up. One that is gone already is no trouble. */
export async function giveUpUpload(id: string): Promise<void> {
  try {
    await Upload.terminate(`${endpoint()}/${id}`, { retryDelays: [0, 1000, 3000] });
  } catch (error) {
    const status = (error as Partial<DetailedError>).originalResponse?.getStatus() ?? 0;
    if (status !== 404) throw new Error(sentenceOf(error, status), { cause: error });
  }
}

/** What the desk said, or that it said nothing. */
function sentenceOf(error: unknown, status: number): string {
  if (status === 401) return "Your session has ended. Sign in again, then drop the same file to go on.";
  return saidBy(error) ?? "The desk did not answer. Check the connection, then try again.";
}

function saidBy(error: unknown): string | null {
  const body = (error as Partial<DetailedError>).originalResponse?.getBody() ?? "";
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    // No problem document, so nothing to read out.
    return null;
  }
}
