import { ServerResponse } from "node:http";

/**
 * How a route handler says how long its body is. Next drops `content-length` from every handler's
 * answer, and a download without it has no progress, a HEAD no size (decision 008).
 */
export const LENGTH_HEADER = "x-body-length";

type WriteHead = ServerResponse["writeHead"];

/** Turns `LENGTH_HEADER` into `content-length` as the head is written. Called once, when the server starts. */
export function sendContentLength(): void {
  const writeHead = Reflect.get(ServerResponse.prototype, "writeHead") as WriteHead;
  ServerResponse.prototype.writeHead = function (this: ServerResponse, ...head: Parameters<WriteHead>) {
    const length = this.getHeader(LENGTH_HEADER);
    if (length !== undefined) {
      this.removeHeader(LENGTH_HEADER);
      this.setHeader("content-length", length);
    }
    return Reflect.apply(writeHead, this, head);
  } as WriteHead;
}
