import type { OnReadOpts, Socket } from "node:net";

const BLOCK = 256 * 1024;
/** Less room than this is not worth a read; it is what Node reads at a time by itself. */
const ENOUGH = 64 * 1024;

/**
 * Makes a socket read up to 256 KiB at a time where Node reads 64: a quarter of the chunks pass
 * through the HTTP parser and every loop above it, which is a sixth of what a transfer costs. Hand
 * `onread` to `connect` and the socket to `attach` before it can have been sent anything. Small
 * reads (TLS records hold 16 KiB at most) follow each other in one block.
 */
export function largeReads(): { onread: OnReadOpts; highWaterMark: number; attach: (socket: Socket) => void } {
  let block = Buffer.allocUnsafeSlow(BLOCK);
  let used = 0;
  let reader: Socket | undefined;
  return {
    highWaterMark: 2 * BLOCK,
    attach: (socket) => {
      reader = socket;
    },
    onread: {
      buffer: () => {
        if (BLOCK - used < ENOUGH) [block, used] = [Buffer.allocUnsafeSlow(BLOCK), 0];
        return block.subarray(used);
      },
      callback: (bytes) => {
        used += bytes;
        // As without `onread`: false, when the reader has enough for now, stops the reading.
        return reader?.push(block.subarray(used - bytes, used)) ?? false;
      },
    },
  };
}
