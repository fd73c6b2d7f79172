import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { closeSignals, waitForSignal } from "@/lib/infra/signal";
import { CARDS } from "@/lib/platforms/cards";
import { call, keyOfRole } from "@/lib/testing/call";
import { eventually } from "@/lib/testing/worker";
import { offeredCards } from "./rules";

let key = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
});
afterAll(async () => {
  await closeQueue();
  await closeSignals();
  await closeDb();
});

const list = async () => (await call("GET", "/api/v1/publishing-stops", { key })).body["items"];
const stop = (scope: string, body = {}, headers = {}) =>
  call("POST", "/api/v1/publishing-stops", { key, body: { scope, ...body }, headers });
const lift = (scope: string) => call("DELETE", "/api/v1/publishing-stops/{scope}", { key, params: { scope } });

describe("a kill switch", () => {
  it("rests every channel in its scope, keeps who threw it first, and is lifted once", async () => {
    const channel = async (platform: string, more = {}) =>
      (await call("POST", "/api/v1/channels", { key, body: { name: platform, platform, ...more } })).body["id"];
    const [feed, webhook] = [
      await channel("feed"),
      await channel("webhook", { settings: { url: "https://a.example.com/" } }),
    ];
    const healths = async () => {
      const { body } = await call("GET", "/api/v1/channels", { key });
      const items = body["items"] as { id: string; health: string }[];
      return [feed, webhook].map((id) => items.find((item) => item.id === id)?.health);
    };
    const first = await stop("platform:webhook", { reason: "The receiver moves" });
    expect([first.status, first.body["reason"]]).toEqual([201, "The receiver moves"]);
    const second = await stop("platform:webhook", { reason: "Another word" });
    expect(second.body).toEqual(first.body);
    expect(await healths()).toEqual(["good", "resting"]);
    await Promise.all(Array.from({ length: 5 }, () => stop("all")));
    expect(await list()).toMatchObject([
      { scope: "all", reason: null, by: "test manager" },
      { scope: "platform:webhook" },
    ]);
    expect(await healths()).toEqual(["resting", "resting"]);
    expect((await lift("all")).body).toEqual({ scope: "all", lifted: true });
    expect((await lift("all")).body["code"]).toBe("stop_not_found");
    expect((await lift("platform:webhook")).status).toBe(200);
    expect([await list(), await healths()]).toEqual([[], ["good", "good"]]);
  });

  it("is thrown for what there is", async () => {
    expect((await stop("platform:myspace")).body["code"]).toBe("unsupported_platform");
    for (const scope of ["everything", "platform:", "channel:1", ""])
      expect([(await stop(scope)).status, (await lift(scope || "x")).status], scope).toEqual([400, 400]);
  });

  it("that is lifted, and a channel that is resumed, wake the publisher", async () => {
    const { body } = await call("POST", "/api/v1/channels", { key, body: { name: "f", platform: "feed" } });
    const params = { id: String(body["id"]) };
    await call("POST", "/api/v1/channels/{id}/pause", { key, params, body: {} });
    const acts = [
      async () => {
        await stop("all");
        await lift("all");
      },
      async () => {
        await call("POST", "/api/v1/channels/{id}/resume", { key, params });
        await call("POST", "/api/v1/channels/{id}/pause", { key, params, body: {} });
      },
    ];
    for (const act of acts) {
      let woken = false;
      const heard = waitForSignal("publishing", 15_000).then(() => (woken = true));
      // The one listening connection may not be there yet at the first act.
      await eventually(async () => {
        await act();
        return woken;
      });
      await heard;
    }
  });
});

it("the platforms are listed with what a form asks for; stages to rehearse on only where that is on", async () => {
  const { body } = await call("GET", "/api/v1/platforms", { key });
  const items = body["items"] as { id: string; fields: { channel: object[]; credentials: object[] } }[];
  expect(items.map(({ id }) => id)).toEqual(["feed", "webhook"]);
  expect(items[1]).toMatchObject({
    settles: "by-key",
    max_per_hour: null,
    limits: { caption_length: 10_000 },
    fields: {
      channel: [{ name: "url", label: "Address", kind: "text", required: true }],
      credentials: [{ name: "secret", required: false }],
      post: [],
    },
  });
  expect(offeredCards().every(({ rehearsal }) => rehearsal !== true)).toBe(true);
  expect(Object.keys(CARDS).length).toBeGreaterThan(items.length);
});
