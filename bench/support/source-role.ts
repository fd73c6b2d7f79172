import { once } from "node:events";
import { createServer } from "node:http";

/** 1 MiB that no network card or file system could squeeze; sent again and again. */
const BLOCK = Buffer.alloc(1024 ** 2, Buffer.from(Array.from({ length: 251 }, (_, at) => (at * at + 7) % 251)));

/** Serves until it is killed; tells its port to the process that started it. */
export async function playSource(): Promise<void> {
  const server = createServer((request, response) => {
    let left = Number(request.url?.slice(1));
    response.writeHead(200, { "content-type": "video/mp4", "content-length": left });
    const send = (): void => {
      while (left > 0) {
        const block = BLOCK.subarray(0, Math.min(left, BLOCK.byteLength));
        left -= block.byteLength;
        if (!response.write(block)) return void response.once("drain", send);
      }
      response.end();
    };
    send();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
}
