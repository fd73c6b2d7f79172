import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { CallRequest, Heard } from "@/lib/core/call";
import { toolsFor } from "@/lib/testing/connector-grounds";
import { freshPost } from "@/lib/testing/contract-post";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";
import type { Account, Tools } from "../contract";
import { connector } from "./connector";

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;
const [SECRET, FORMER] = [secretOf(1), secretOf(2)];
const receiver = await receiveWebhooks();
const tools = toolsFor(receiver.host);
const account: Account = { channelId: "chn_1", settings: { url: receiver.url }, secrets: { secret: SECRET } };
beforeEach(() => {
  receiver.behave("takes");
  receiver.trust(SECRET);
});
afterAll(() => receiver.close());

const send = (as: Account = account, post = freshPost(), by: Tools = tools) => connector.send(post, as, by, {});

/** Tools whose every call is answered so, and which keep what was asked. */
function answered(answer: Partial<Extract<Heard, { kind: "answer" }>>, now = new Date("2026-11-21T12:00:00.900Z")) {
  const asked: CallRequest[] = [];
  const by: Tools = {
    ...tools,
    now: () => now,
    call: async (request) => {
      asked.push(request);
      return { kind: "answer", status: 200, headers: new Headers(), text: "", ...answer };
    },
  };
  return { by, asked };
}

describe("what a webhook channel sends", () => {
  it("is the message that is written down, signed so that the standard's own library takes it", async () => {
    const post = freshPost({ settings: { room: "harbour", loud: true } });
    expect((await send(account, post)).kind).toBe("live");
    const hook = receiver.received.at(-1);
    expect(hook?.id).toBe(post.marker);
    expect(hook?.body).toEqual({
      type: "assignment.publish",
      assignment_id: post.assignmentId,
      video_id: post.videoId,
      title: "Harbour at dawn",
      caption: post.caption,
      tags: ["harbour", "dawn"],
      media_url: post.media.url,
      duration_seconds: 12.5,
      checksum: post.media.checksum,
      settings: { room: "harbour", loud: true },
      scheduled_at: "2026-11-21T12:00:00.000Z",
    });
  });

  it("has the same id and the same body at each try, and the time of that try", async () => {
    const post = freshPost();
    const first = answered({ status: 500 });
    const second = answered({ status: 200 }, new Date("2026-11-21T12:05:00Z"));
    await send(account, post, first.by);
    await send(account, post, second.by);
    const [one, two] = [first.asked[0], second.asked[0]];
    expect(one?.body).toBe(two?.body);
    expect(one?.headers?.["webhook-id"]).toBe(two?.headers?.["webhook-id"]);
    expect(one?.headers?.["webhook-timestamp"]).toBe("1795262400");
    expect(two?.headers?.["webhook-timestamp"]).toBe("1795262700");
  });

  it("bears both signatures until the former secret's time is over", async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const between = { ...account, secrets: { secret: SECRET, previous_secret: FORMER, previous_until: until } };
    for (const known of [SECRET, FORMER]) {
      receiver.trust(known);
      expect((await send(between)).kind).toBe("live");
    }
    expect(receiver.strays).toEqual([]);
    const { by, asked } = answered({}, new Date(until));
    await send(between, freshPost(), by);
    const { headers = {}, body = "" } = asked[0] ?? {};
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    expect(headers["webhook-signature"]).toBe(
      new Webhook(SECRET).sign(headers["webhook-id"] ?? "", new Date(until), typeof body === "string" ? body : ""),
    );
  });

  it("as a test publishes nothing: a type of its own, under an id that never comes again", async () => {
    const before = receiver.received.length;
    expect(await connector.check(account, tools)).toEqual({
      kind: "fine",
      sentence: "The receiver took a signed test.",
    });
    await connector.check(account, tools);
    const [one, two] = receiver.received.slice(before);
    expect(one?.body).toMatchObject({ type: "channel.test", channel_id: "chn_1" });
    expect(one?.id).toMatch(/^test_/);
    expect(one?.id).not.toBe(two?.id);
  });

  it("is nothing at all without a secret", async () => {
    const { by, asked } = answered({});
    expect(await send({ ...account, secrets: {} }, freshPost(), by)).toMatchObject({ kind: "reconnect" });
    expect(await connector.check({ ...account, secrets: {} }, by)).toMatchObject({ kind: "reconnect" });
    expect(asked).toEqual([]);
  });
});

describe("what the receiver's answer comes to", () => {
  it.each<[string, unknown, { remoteId?: string; url: string | null }]>([
    ["nothing", "", { url: null }],
    ["no JSON", "thanks", { url: null }],
    [
      "an id and an address",
      { id: "p1", remote_url: "https://x.example/1" },
      { remoteId: "p1", url: "https://x.example/1" },
    ],
    [
      "other names for them",
      { remote_id: 7, remoteUrl: "http://x.example/1" },
      { remoteId: "7", url: "http://x.example/1" },
    ],
    ["an address that is none", { id: "p1", remote_url: "javascript:alert(1)" }, { remoteId: "p1", url: null }],
    ["an address with a password", { remote_url: "https://a:b@x.example/" }, { url: null }],
    ["an id that no row can hold", { id: "a\u0000b" }, { url: null }],
    ["an id that is no text", { id: { deep: 1 } }, { url: null }],
  ])("2xx with %s is live", async (_name, body, told) => {
    const post = freshPost();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const ending = await send(account, post, answered({ status: 201, text }).by);
    expect(ending).toEqual({ kind: "live", remoteId: post.marker, ...told });
  });

  it.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 300, 301, 302, 304, 307, 308, 399])(
    "%i is a refusal",
    async (status) => {
      expect(await send(account, freshPost(), answered({ status }).by)).toMatchObject({ kind: "refused" });
    },
  );

  it.each([402, 406, 408, 418, 425, 500, 501, 502, 504, 599])("%i proves nothing", async (status) => {
    expect(await send(account, freshPost(), answered({ status }).by)).toMatchObject({ kind: "unknown" });
  });

  it("410 ends it, a signature that is not accepted says so, and a redirect leads nowhere", async () => {
    receiver.behave("gone");
    expect(await send()).toMatchObject({ kind: "gone" });
    for (const status of [401, 403]) {
      receiver.behave({ status });
      expect(await send()).toMatchObject({
        reason: expect.stringContaining("does not accept the signature") as string,
      });
    }
    const strays = receiver.strays.length;
    receiver.behave("redirects");
    expect(await send()).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("none is followed") as string,
    });
    expect(receiver.strays).toHaveLength(strays);
  });

  it("a flood is not read", async () => {
    receiver.behave("floods");
    expect(await send()).toMatchObject({ kind: "unknown", reason: expect.stringContaining("64 KiB") as string });
  });

  it("whoever is told no hears why, in the receiver's own words", async () => {
    const text = JSON.stringify({ message: "The caption is too long for us." });
    expect(await send(account, freshPost(), answered({ status: 422, text }).by)).toEqual({
      kind: "refused",
      reason: "The receiver answered 422: The caption is too long for us.",
    });
  });
});
