import { connect } from "node:net";
import { expect, test } from "./fixtures/desk";
import { runningDesk } from "./fixtures/running-desk";

const PAGES = ["/sign-in", "/desk/videos", "/desk/settings", "/desk/nowhere", "/nowhere"];

test("every page has a policy of its own, and nothing on any screen goes against it", async ({ page, signedInAs }) => {
  await signedInAs("admin");
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`);
  });
  const nonces = new Set<string>();
  for (const path of PAGES) {
    const answer = await page.goto(path);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy, path).toMatch(/script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'/);
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy, path).toContain(rule);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size, "no nonce comes twice").toBe(PAGES.length);

  // Menus, dialogs, the palette and toasts come from libraries that write styles of their own.
  await page.goto("/desk/videos");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /admin/ }).first().click();
  await page.getByRole("menu").waitFor();
  expect(violations).toEqual([]);
});

test("a script that slipped into a page does not run", async ({ page, signedInAs }) => {
  await signedInAs("reviewer");
  await page.goto("/desk/videos");
  await page.evaluate(async () => {
    const slipped = document.createElement("div");
    slipped.innerHTML =
      "<img src=x onerror='document.title = `taken`'><a href='javascript:document.title=`taken`'>x</a>";
    document.body.append(slipped);
    const image = slipped.querySelector("img");
    // The picture is not there: once our own listener has heard of it, theirs would have.
    await new Promise((heard) => image?.addEventListener("error", heard));
    slipped.querySelector("a")?.click();
    const script = document.createElement("script");
    script.textContent = "document.title = `taken`";
    slipped.insertAdjacentHTML("beforeend", script.outerHTML);
    await new Promise((later) => setTimeout(later));
  });
  expect(await page.title()).not.toBe("taken");
});

test("every answer says how it may be used, whatever kind it is", async ({ request }) => {
  const paths = [
    "/sign-in",
    "/api/v1/videos",
    "/api/nowhere",
    "/mark.svg",
    "/livez",
    "/d/nonsense",
    "/%zz",
    "/nowhere",
  ];
  for (const path of paths) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["referrer-policy"], path).toBe("same-origin");
    expect(headers["permissions-policy"], path).toContain("camera=()");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
  expect((await request.get("/api/v1/videos")).headers()["content-security-policy"]).toMatch(/^default-src 'none'/);
});

test("a change is taken from the desk's own pages only", async ({ request, sessions }) => {
  const { url } = runningDesk();
  const cookie = (await sessions("manager")).map(({ name, value }) => `${name}=${value}`).join("; ");
  const send = (headers: Record<string, string>) =>
    request.post("/api/v1/deliveries/dist_none/retry", { headers: { cookie, ...headers } });
  const foreign: Record<string, string>[] = [
    {},
    { origin: "null" },
    { origin: "https://elsewhere.example" },
    { origin: `${url}.elsewhere.example` },
    { origin: url, "sec-fetch-site": "cross-site" },
    { origin: url, "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    const answer = await send(headers);
    expect([answer.status(), ((await answer.json()) as { code: string }).code], JSON.stringify(headers)).toEqual([
      403,
      "cross_site",
    ]);
  }
  for (const headers of [{ origin: url }, { "sec-fetch-site": "same-origin" }])
    expect((await send(headers as Record<string, string>)).status()).toBe(404);
});

test("nobody chooses the address they are written down with", async ({ request, service, apiKey }) => {
  const requestId = `forged-${Date.now()}`;
  await request.patch("/api/v1/videos/vid_none", {
    headers: {
      authorization: `Bearer ${apiKey}`,
      "x-marquee-address": "198.51.100.1",
      "x-forwarded-for": "198.51.100.2",
      "x-request-id": requestId,
    },
    data: { title: "Mine" },
  });
  const entries = await service.get(`/api/v1/audit-entries?q=${requestId}`);
  const { items } = (await entries.json()) as { items: { address: string }[] };
  expect(items).toHaveLength(1);
  expect(["127.0.0.1", "::1"]).toContain(items[0]?.address);
});

test("the desk speaks no other protocol, and a broken off upgrade leaves it as it was", async ({ request }) => {
  const { hostname, port } = new URL(runningDesk().url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname, () => {
      socket.write(`GET /desk HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    });
    let said = "";
    socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
    socket.on("close", () => resolve(said));
    socket.on("error", reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
  expect((await request.get("/livez")).status()).toBe(200);
});

test("a body beyond every bound is refused before it is kept in memory", async ({ service, request, apiKey }) => {
  const answer = await request.post("/api/v1/deliveries", {
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    data: Buffer.alloc(20 * 1024 * 1024, 0x20),
  });
  expect(answer.status()).toBe(413);
  expect((await service.get("/api/v1/videos")).status()).toBe(200);
});
