import { expect, it } from "vitest";
import { pagePolicy, securityHeaders } from "./security-headers";

const policyOf = (path: string, development = false) =>
  securityHeaders({ path, secure: false, development })["content-security-policy"];

it("a page runs scripts by its nonce alone, and workers from the desk's own addresses alone", () => {
  const policy = pagePolicy({ nonce: "n0nce", development: false });
  expect(policy).toContain("script-src 'nonce-n0nce' 'strict-dynamic';");
  expect(policy).toContain("worker-src 'self';");
  expect(policy).not.toMatch(/unsafe-eval|worker-src[^;]*blob:/);
});

it("what the build made may load its own parts, for a worker runs under that; everything else may load nothing", () => {
  expect(policyOf("/_next/static/chunks/a-worker.js")).toMatch(/^default-src 'none'; script-src 'self'; (?!.*connect)/);
  expect(policyOf("/_next/static/chunks/a-worker.js", true)).toBeUndefined();
  for (const path of ["/api/v1/uploads", "/d/x", "/nowhere"])
    expect(policyOf(path)).toMatch(/^default-src 'none'; base/);
});

it("nothing may be framed but the player of a published video, and that only where its own policy lets it", () => {
  const framing = (path: string) => securityHeaders({ path, secure: false, development: false })["x-frame-options"];
  for (const path of ["/watch/x", "/watch/x/player/more", "/watch/x/film.mp4", "/watch/player", "/desk/player"])
    expect(framing(path), path).toBe("DENY");
  expect(framing("/watch/x/player")).toBeUndefined();
  expect(policyOf("/watch/x/player")).toContain("frame-ancestors 'none'");
});
