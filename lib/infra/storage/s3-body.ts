import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { collectYoung } from "@/lib/infra/staging/collect-young";
import { fileChanged } from "./s3-head";

const PIECE = 256 * 1024;
/** How much leaves, in all requests together, between two looks for what they left lying about (see collectYoung). */
const BETWEEN_COLLECTIONS = 16 * 1024 * 1024;
let litter = 0;

interface FileRange {
  readonly file: string;
  readonly from: number;
  readonly bytes: number;
  /** Sees each piece before it leaves, and keeps it from leaving by throwing. */
  readonly look?: (piece: Buffer, isLast: boolean) => void;
}

/**
 * Makes one request whose body is a range of a file. The file has to be there in full: a request is never ended
 * with fewer bytes than it promised. Throws what `look` throws, or what `send` does.
 */
export async function sendRange<T>(
  range: FileRange,
  send: (body: Readable, abortSignal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  let broken: unknown;
  const body = Readable.from(piecesOf(range), { objectMode: false });
  // The SDK would wait for more of a body that has failed.
  body.on("error", (error) => {
    broken ??= error;
    stop.abort();
  });
  try {
    return await send(body, AbortSignal.any([signal, stop.signal]));
  } catch (error) {
    throw broken ?? error;
  } finally {
    body.destroy();
  }
}

async function* piecesOf({ file, from, bytes, look }: FileRange): AsyncGenerator<Buffer> {
  const handle = await open(file, "r");
  try {
    for (let at = 0; at < bytes; at += PIECE) {
      const piece = Buffer.allocUnsafeSlow(Math.min(PIECE, bytes - at));
      for (let filled = 0; filled < piece.byteLength;) {
        const { bytesRead } = await handle.read(piece, filled, piece.byteLength - filled, from + at + filled);
        if (bytesRead === 0) throw fileChanged();
        filled += bytesRead;
      }
      look?.(piece, at + PIECE >= bytes);
      yield piece;
      litter += piece.byteLength;
      if (litter < BETWEEN_COLLECTIONS) continue;
      litter = 0;
      collectYoung();
    }
  } finally {
    await handle.close();
  }
}
