import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { fileChanged } from "./s3-head";

const PIECE = 256 * 1024;
/** One is being read, one waits in the stream, one is on its way; and one to spare. */
const PIECES = 4;

/**
 * The memory that a request's body passes through, used again and again: chunks that are made anew for every piece
 * come to some 40 MB before V8 looks for them. A pipe reads on when the socket has taken what it was given, so a
 * piece has left long before its memory is used again; and what did not leave as it was, the server refuses.
 */
export type Ring = readonly Buffer[];
export const newRing = (): Ring => Array.from({ length: PIECES }, () => Buffer.allocUnsafeSlow(PIECE));

interface FileRange {
  readonly file: string;
  readonly from: number;
  readonly bytes: number;
  /** Of nobody else as long as the request lasts. */
  readonly ring: Ring;
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

async function* piecesOf({ file, from, bytes, ring, look }: FileRange): AsyncGenerator<Buffer> {
  const handle = await open(file, "r");
  try {
    for (let at = 0; at < bytes; at += PIECE) {
      const piece = (ring[(at / PIECE) % ring.length] as Buffer).subarray(0, Math.min(PIECE, bytes - at));
      for (let filled = 0; filled < piece.byteLength;) {
        const { bytesRead } = await handle.read(piece, filled, piece.byteLength - filled, from + at + filled);
        if (bytesRead === 0) throw fileChanged();
        filled += bytesRead;
      }
      look?.(piece, at + PIECE >= bytes);
      yield piece;
    }
  } finally {
    await handle.close();
  }
}
