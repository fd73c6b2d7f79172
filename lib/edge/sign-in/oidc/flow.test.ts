import { expect, it } from "vitest";
import { flowCookie, flowOf, noFlowCookie } from "./flow";

// Read when it is first needed, so it can still be said here.
process.env["MARQUEE_URL"] = "https://desk.example";

const flow = { state: "s", nonce: "n", verifier: "a-verifier", next: "/desk/videos" };
const sent = (cookie: string) =>
  new Request("https://desk.example/", { headers: { cookie: cookie.split(";")[0] ?? "" } });

it("over https the flow's cookie is bound to this very host, and says nothing to whoever reads it", () => {
  const cookie = flowCookie(flow);
  expect(cookie).toMatch(
    /^__Host-marquee\.oidc=[\w.-]+; Path=\/; Max-Age=600; Expires=[^;]+; HttpOnly; SameSite=Lax; Secure$/,
  );
  const [value = ""] = cookie.slice("__Host-marquee.oidc=".length).split(";");
  expect(Buffer.from(value, "base64url").toString("latin1")).not.toContain("verifier");
  expect(noFlowCookie()).toMatch(/^__Host-marquee\.oidc=; Path=\/; Max-Age=0; .*; Secure$/);
});

it("opens for ten minutes, and only as it was made", () => {
  const now = Date.now();
  const cookie = flowCookie(flow, now);
  expect(flowOf(sent(cookie), now + 599_000)).toEqual(flow);
  expect(flowOf(sent(cookie), now + 600_000)).toBeNull();
  for (const other of [
    "",
    "__Host-marquee.oidc=",
    "__Host-marquee.oidc=AAAA",
    cookie.replace("Host-", ""),
    cookie.replace("=", "=A"),
  ])
    expect(flowOf(sent(other), now), other).toBeNull();
});
