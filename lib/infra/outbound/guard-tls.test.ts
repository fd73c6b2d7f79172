import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSource } from "./open-source";

const FILM = randomBytes(5_000_003);
/** A certificate for `films.example` and nothing else, which nobody vouches for; it opens nothing but this test's server. */
const pem = (part: "key" | "cert") => readFileSync(`lib/testing/tls/films.example.${part}.pem`, "utf8");
const [key, cert] = [pem("key"), pem("cert")];
const trusted = getCACertificates();

const server = createServer({ key, cert }, (_request, response) => response.end(FILM));
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});
afterAll(() => {
  server.close();
  setDefaultCACertificates(trusted);
});

const open = (name: string) =>
  openSource({
    url: `https://${name}:${port}/final.mp4`,
    allow: [`${name}:${port}`],
    maxBytes: FILM.byteLength,
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });

describe("over https", () => {
  it("a certificate that nobody vouches for ends it", async () => {
    await expect(open("films.example")).rejects.toMatchObject({
      code: "source_unreachable",
      message: "No safe connection to the source's server: its certificate or its TLS is not in order.",
    });
  });

  it("every byte arrives, from the server whose name the certificate bears", async () => {
    setDefaultCACertificates([...trusted, cert]);
    const hash = createHash("sha256");
    for await (const chunk of (await open("films.example")).body) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(FILM).digest("hex"));
    await expect(open("other.example")).rejects.toMatchObject({ code: "source_unreachable" });
  });
});
