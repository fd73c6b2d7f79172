import { ServerResponse } from "node:http";

/**
 * How a route handler says how long its body is, and that it is packed. Next drops `content-length` and
 * `content-encoding` from every handler's answer, and a download without a length has no progress, a HEAD
 * no size, and what was packed once cannot be sent as it is (decision 008).
 */
export const LENGTH_HEADER = "x-body-length";
export const ENCODING_HEADER = "x-body-encoding";

const REAL_NAMES = { [LENGTH_HEADER]: "content-length", [ENCODING_HEADER]: "content-encoding" };

type WriteHead = ServerResponse["writeHead"];

/** Turns them into the real ones as the head is written. Called once, when the server starts. */
export function sendBodyHeaders(): void {
  const writeHead = Reflect.get(ServerResponse.prototype, "writeHead") as WriteHead;
  ServerResponse.prototype.writeHead = function (this: ServerResponse, ...head: Parameters<WriteHead>) {
    for (const [ours, real] of Object.entries(REAL_NAMES)) {
      const value = this.getHeader(ours);
      if (value === undefined) continue;
      this.removeHeader(ours);
      this.setHeader(real, value);
    }
    return Reflect.apply(writeHead, this, head);
  } as WriteHead;
}
