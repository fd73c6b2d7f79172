import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeCounters } from "@/lib/infra/rate-limit";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";
import { signedDownload, videoFile, videoPoster } from "../streams/film";
import type { Handler } from "../frame";
import { neighbourhoodOf } from "./budgets";
import { ADDRESS_HEADER } from "../request";
import { authHandler } from "../sign-in/session";

process.env["RATE_LIMIT_KEY_PER_MINUTE"] = "5";
process.env["RATE_LIMIT_ADDRESS_PER_MINUTE"] = "4";

let address = "";
let addresses = 0;
/** Every test comes from an address of its own. */
beforeEach(() => {
  address = `203.0.113.${(addresses += 1)}`;
});
afterAll(closeCounters);

const from = (place = address) => ({ headers: { [ADDRESS_HEADER]: place } });
const videos = (asked: Parameters<typeof call>[2]) => call("GET", "/api/v1/videos", asked);
const ask = (handler: Handler, headers: Record<string, string> = {}, params: Record<string, string> = {}) =>
  handler(new Request("http://localhost:3000/api/auth/csrf", { headers: { ...from().headers, ...headers } }), {
    params: Promise.resolve(params),
  });
const policyOf = ({ headers }: { headers: Headers }) => headers.get("ratelimit-policy");

describe("a key's requests", () => {
  it("are counted, and every answer says what is left, a refusal too", async () => {
    const key = await keyOfRole("reviewer");
    const first = await videos({ key });
    expect([first.status, policyOf(first)]).toEqual([200, '"key";q=5;w=60']);
    expect(first.headers.get("ratelimit")).toMatch(/^"key";r=4;t=(60|59)$/);
    const wrong = await call("GET", "/api/v1/videos", { key, query: { limit: "x" } });
    expect([wrong.status, wrong.headers.get("ratelimit")?.slice(0, 9)]).toEqual([400, '"key";r=3']);
    for (let n = 0; n < 3; n += 1) expect((await videos({ key })).status).toBe(200);

    const refused = await videos({ key });
    const wait = refused.headers.get("retry-after");
    expect(refused.headers.get("ratelimit")).toBe(`"key";r=0;t=${wait}`);
    expect(Number(wait)).toBeGreaterThan(0);
    expect(Number(wait)).toBeLessThanOrEqual(60);
    expect(refused.body).toMatchObject({
      status: 429,
      code: "rate_limited",
      title: "Too Many Requests",
      detail: `Too many requests. Try again in ${wait} seconds.`,
      retry_after_seconds: Number(wait),
    });
    expect((await videos({ key: await keyOfRole("reviewer") })).status).toBe(200);
  });

  it("that come all at once share the budget", async () => {
    const key = await keyOfRole("reviewer");
    const answers = await Promise.all(Array.from({ length: 25 }, () => videos({ key })));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => 200), ...Array.from({ length: 20 }, () => 429)]);
  });
});

describe("whoever nobody knows", () => {
  it("hears 401 as often as their address may ask and 429 then, while a living key from there goes on", async () => {
    const key = await keyOfRole("reviewer");
    for (const guess of ["nonsense", "", "mq_live_AAAAAAAA_00000000000000000000000000000000AAAAAA", "more"]) {
      const answer = await videos({ key: guess, ...from() });
      expect([answer.status, policyOf(answer)]).toEqual([401, '"address";q=4;w=60']);
    }
    const refused = await videos({ key: "another", ...from() });
    expect([refused.status, refused.headers.get("ratelimit")?.slice(0, 13)]).toEqual([429, '"address";r=0']);
    expect((await videos({ key, ...from() })).status).toBe(200);
    expect((await videos({ key: "another", ...from("198.51.100.9") })).status).toBe(401);
  });

  it("shares that budget at the sign-in and at signed links", async () => {
    for (let n = 0; n < 2; n += 1) expect((await ask(authHandler)).status).not.toBe(429);
    for (let n = 0; n < 2; n += 1) expect((await ask(signedDownload, {}, { token: "x" })).status).toBe(403);
    for (const handler of [authHandler, signedDownload]) {
      const answer = await ask(handler, {}, { token: "x" });
      expect([answer.status, policyOf(answer)]).toEqual([429, '"address";q=4;w=60']);
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    }
  });

  it("is an address, of IPv6 a /64", () => {
    expect(neighbourhoodOf("203.0.113.7")).toBe("203.0.113.7");
    expect(neighbourhoodOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
    expect(neighbourhoodOf("2001:db8:0:1::7")).toBe("2001:db8:0:1::/64");
    expect(neighbourhoodOf("2001:DB8::1:ffff:1:2:3")).toBe("2001:db8:0:1::/64");
    expect(neighbourhoodOf("2001:db8:0:2::7")).toBe("2001:db8:0:2::/64");
    for (const nowhere of [null, "", "somewhere"]) expect(neighbourhoodOf(nowhere)).toBe("nowhere");
  });
});

it("lets a player jump about in a film, and a page show many posters, beside what else is asked", async () => {
  const authorization = `Bearer ${await keyOfRole("reviewer")}`;
  const policyFor = async (handler: Handler, range?: string) =>
    policyOf(await ask(handler, { authorization, ...(range === undefined ? {} : { range }) }, { id: "vid_none" }));
  for (const range of [undefined, "bytes=0-", "bytes=0-1"])
    expect(await policyFor(videoFile, range), range).toBe('"key";q=5;w=60');
  for (const range of ["bytes=1-", "bytes=900-1000", "bytes=-500"])
    expect(await policyFor(videoFile, range), range).toBe('"key-pieces";q=50;w=60');
  expect(await policyFor(videoPoster)).toBe('"key-pieces";q=50;w=60');
});

it("goes on uncounted while the counters cannot be reached", async () => {
  const key = await keyOfRole("reviewer");
  await asOwner("ALTER TABLE rate_limits RENAME TO out_of_reach");
  try {
    const answer = await videos({ key });
    expect([answer.status, policyOf(answer)]).toEqual([200, null]);
  } finally {
    await asOwner("ALTER TABLE out_of_reach RENAME TO rate_limits");
  }
  expect(policyOf(await videos({ key }))).toBe('"key";q=5;w=60');
});
