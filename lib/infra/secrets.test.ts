import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { allowUnsealing, rewrap, seal, sealedUnderNewest, sign, unseal, verify } from "./secrets";

const RING = process.env["MARQUEE_SECRETS"] ?? "";
const [k2 = "", k1 = ""] = RING.split(",");

/** The same code in a process of its own, so to speak: a worker with this ring. */
async function processWith(ring: string) {
  vi.resetModules();
  process.env["MARQUEE_SECRETS"] = ring;
  const fresh = await import("./secrets");
  fresh.kidsOfRing();
  process.env["MARQUEE_SECRETS"] = RING;
  fresh.allowUnsealing();
  return fresh;
}

describe("the secret ring", () => {
  it("signs with the newest secret, and every altered bit is noticed", () => {
    const { kid, mac } = sign("link", "hello");
    expect(kid).toBe("k2");
    expect(verify("link", "hello", { kid, mac })).toBe(true);
    expect(verify("cursor", "hello", { kid, mac })).toBe(false);
    expect(verify("link", "hello", { kid: "k1", mac })).toBe(false);
    const bytes = Buffer.from(mac, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify("link", "hello", { kid, mac: altered.toString("base64url") })).toBe(false);
    }
  });

  it("takes one spelling of a signature only", () => {
    const { kid, mac } = sign("link", "hello");
    const last = mac.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const twin = alphabet[alphabet.indexOf(last) ^ 1] ?? "";
    expect(verify("link", "hello", { kid, mac: mac.slice(0, -1) + twin })).toBe(false);
  });
});

describe("what is sealed", () => {
  const PLACE = "deliveries|d1|source";
  const URL = "https://source.example/a.mp4?signature=1";
  /** What a desk of before kept: sealed by the form v1 under k2, with the ring of the tests. */
  const V1 =
    "v1.k2.G_XHHt2EuMjmLZGK9Sw9CgidgJg0P94NdrfWNotNC9LeS3zFLzsHXb6NfWlcJNz4txmHzgYSAxQ2guMN.oo8rGMCR-AicpjTfQ4uZGRg3DvenDXjKHu3HYGvSu7Q35zZnn-7W5gs_jOjIY9yiP8lTK2qKdiLSWTo5XDPeA12cl_0";

  it("cannot be opened by a process that is no worker, such as the web process", () => {
    const sealed = seal(URL, PLACE);
    expect(() => unseal(sealed, PLACE)).toThrow("only a worker does");
    expect(() => rewrap(sealed, PLACE)).toThrow("only a worker does");
  });

  it("opens in a worker, in its own place only, and differs each time", () => {
    allowUnsealing();
    const sealed = seal(URL, PLACE);
    expect(sealed.startsWith(sealedUnderNewest())).toBe(true);
    expect(sealed).not.toContain("source.example");
    expect(seal("x", "p")).not.toBe(seal("x", "p"));
    expect(unseal(sealed, PLACE)).toBe(URL);
    expect(() => unseal(sealed, "deliveries|d2|source")).toThrow();
  });

  it("opens no more once a single bit of it was altered", () => {
    const sealed = seal(URL, PLACE);
    const [version, kid, ...parts] = sealed.split(".");
    for (const [index, part] of parts.entries()) {
      const bytes = Buffer.from(part, "base64url");
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const altered = Buffer.from(bytes);
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const forged = [version, kid, ...parts.with(index, altered.toString("base64url"))].join(".");
        expect(() => unseal(forged, PLACE)).toThrow();
      }
    }
  });

  it("is re-wrapped under a newer secret with its text's bytes untouched, and then needs the old one no more", async () => {
    const sealed = seal(URL, PLACE);
    const newer = await processWith(`k3:${Buffer.alloc(32, 3).toString("base64")},${RING}`);
    const moved = newer.rewrap(sealed, PLACE);
    expect(moved.split(".")[1]).toBe("k3");
    expect(moved.split(".")[2]).not.toBe(sealed.split(".")[2]);
    expect(moved.split(".")[3]).toBe(sealed.split(".")[3]);
    expect(() => newer.rewrap(sealed, "deliveries|d2|source")).toThrow();
    const later = await processWith(`k3:${Buffer.alloc(32, 3).toString("base64")}`);
    expect(later.unseal(moved, PLACE)).toBe(URL);
    expect(() => later.unseal(sealed, PLACE)).toThrow("No secret named k2");
  });

  it("in the form of before still opens, and is sealed again when it is re-wrapped", () => {
    expect(unseal(V1, PLACE)).toBe(URL);
    const moved = rewrap(V1, PLACE);
    expect(moved.startsWith(sealedUnderNewest())).toBe(true);
    expect(unseal(moved, PLACE)).toBe(URL);
  });

  it("says nothing to whoever has another ring, even one with the same names", async () => {
    const sealed = seal(URL, PLACE);
    const thief = await processWith(`k2:${k1.slice(3)},k1:${k2.slice(3)}`);
    expect(() => thief.unseal(sealed, PLACE)).toThrow();
    expect(() => thief.rewrap(sealed, PLACE)).toThrow();
  });
});

it("nothing but the worker, two programs of the command line and a proof lets its process unseal", () => {
  const files = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
      .map((name) => join(folder, name)),
  );
  expect(files.filter((file) => readFileSync(file, "utf8").includes("allowUnsealing")).toSorted()).toEqual([
    "lib/cli/rotate-secrets.ts",
    "lib/cli/seed.ts",
    "lib/harness/doors/ssrf-child.ts",
    "lib/infra/secrets.ts",
    "lib/testing/alert-stage.ts",
    "lib/testing/worker.ts",
    "lib/workers/main.ts",
  ]);
});
