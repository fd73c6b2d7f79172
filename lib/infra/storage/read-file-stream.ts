import { open, type FileHandle } from "node:fs/promises";
import type { ByteRange } from "./contract";

const CHUNK = 256 * 1024;

/**
 * A file, or a part of it, as a web stream. It opens the file when it is first read, reads only when
 * it is asked to, and closes the file when it ends or is cancelled: a reader who leaves before the
 * first byte has opened nothing. (Node's own `toWeb` reports a reader who left as an unhandled error.)
 * The stream ends in whatever opening or reading the file throws.
 */
export function readFileStream(path: string, range?: ByteRange): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let position = range?.start ?? 0;
  const end = range ? range.end + 1 : Number.POSITIVE_INFINITY;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path, "r");
          const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(0, end - position)));
          const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, position);
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
          if (bytesRead === 0 || position >= end) {
            await file.close();
            controller.close();
          }
        } catch (error) {
          await file?.close().catch(() => undefined);
          throw error;
        }
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 0 },
  );
}
