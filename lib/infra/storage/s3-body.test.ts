import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, expect, it } from "vitest";
import { newRing, sendRange } from "./s3-body";

const folder = await mkdtemp(join(tmpdir(), "marquee-body-"));
const film = randomBytes(9_000_000);
const file = join(folder, "film.mp4");
const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Takes a body as slowly as a bad line would, and answers what it hashes to. */
const server = createServer((incoming, answer) => {
  const all = createHash("sha256");
  void (async () => {
    for await (const chunk of incoming) {
      all.update(chunk as Buffer);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    answer.end(all.digest("hex"));
  })().catch(() => answer.destroy());
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** As the SDK's handler sends: the body is piped into a request. */
async function post(body: Readable, signal: AbortSignal): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const sending = request({ port, method: "PUT", signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once("response", resolve).once("error", reject);
  });
  answered.catch(() => undefined);
  await pipeline(body, sending);
  let said = "";
  for await (const chunk of await answered) said += String(chunk);
  return said;
}

const never = new AbortController().signal;

it("what arrives is what the file holds, though the memory on the way is used again and again", async () => {
  await writeFile(file, film);
  const ring = newRing();
  expect(await sendRange({ file, from: 0, bytes: film.length, ring }, post, never)).toBe(hash(film));
  const [from, bytes] = [1_234_567, 5_000_001];
  expect(await sendRange({ file, from, bytes, ring }, post, never)).toBe(hash(film.subarray(from, from + bytes)));
});

it("a file that has become shorter ends the request, and so does a look that does not like what it sees", async () => {
  await writeFile(file, film);
  await truncate(file, 6_000_000);
  const range = { file, from: 0, bytes: film.length, ring: newRing() };
  await expect(sendRange(range, post, never)).rejects.toMatchObject({ code: "storage_failed" });
  const look = (_piece: Buffer, isLast: boolean) => {
    if (isLast) throw new Error("not the last one");
  };
  await expect(sendRange({ ...range, bytes: 5_000_000, look }, post, never)).rejects.toThrow("not the last one");
});
