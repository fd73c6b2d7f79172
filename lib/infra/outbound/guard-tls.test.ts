import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSource } from "./open-source";

const FILM = randomBytes(5_000_003);
const folder = mkdtempSync(join(tmpdir(), "marquee-tls-"));
const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
const trusted = getCACertificates();

/** A certificate for `films.example` and nothing else. Needs openssl, which Debian and macOS have. */
execFileSync(
  "openssl",
  [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-keyout",
    key,
    "-out",
    cert,
  ].concat(["-subj", "/CN=films.example", "-addext", "subjectAltName=DNS:films.example"]),
  { stdio: "ignore" },
);
const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
  response.end(FILM),
);
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
  rmSync(folder, { recursive: true });
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
    setDefaultCACertificates([...trusted, readFileSync(cert, "utf8")]);
    const hash = createHash("sha256");
    for await (const chunk of (await open("films.example")).body) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(FILM).digest("hex"));
    await expect(open("other.example")).rejects.toMatchObject({ code: "source_unreachable" });
  });
});
