import { describe, expect, it } from "vitest";
import { seal, sign, unseal, verify } from "./secrets";

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

  it("seals a text so that it opens in its own place only, and differs each time", () => {
    const sealed = seal("https://source.example/a.mp4?signature=1", "deliveries|d1|source");
    expect(sealed).not.toContain("source.example");
    expect(seal("x", "p")).not.toBe(seal("x", "p"));
    expect(unseal(sealed, "deliveries|d1|source")).toBe("https://source.example/a.mp4?signature=1");
    expect(() => unseal(sealed, "deliveries|d2|source")).toThrow();
  });
});
