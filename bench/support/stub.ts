import { once } from "node:events";
import { createServer } from "node:net";
import { env } from "@/lib/infra/env";
import { freePort } from "@/lib/infra/free-port";
import { playRole } from "./children";

const ANSWER = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";

/** Settings under which a desk may send to the stub; where it will listen is settled by them. */
export const stubSettings = async () => ({ OUTBOUND_ALLOW: `127.0.0.1:${await freePort()}` });

export const stubHost = () => env().OUTBOUND_ALLOW[0] ?? "";

/**
 * A platform that takes everything, in a process of its own: it looks at the clock when a request's first byte is
 * there, and remembers that under the `webhook-id`. Asked, it says what came since it was asked last: `[id, ms]`, in
 * milliseconds since 1970, rounded up.
 */
export async function playStub(): Promise<void> {
  let came: [id: string, ms: number][] = [];
  const server = createServer((socket) => {
    let [text, at, answered] = ["", 0, false];
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      at ||= Date.now() + 1;
      text += chunk.toString("latin1");
      const [, head = "", length = "0"] = /^([^]*?content-length: (\d+)[^]*?\r\n\r\n)/i.exec(text) ?? [];
      if (answered || head === "" || text.length < head.length + Number(length)) return;
      answered = true;
      came.push([/webhook-id: (\S+)/i.exec(head)?.[1] ?? "", at]);
      socket.end(ANSWER);
    });
  });
  server.listen(Number(new URL(`http://${stubHost()}`).port), "127.0.0.1");
  await once(server, "listening");
  playRole(async () => {
    const all = came;
    came = [];
    return all;
  });
}
