import { describe, expect, it, vi } from "vitest";
import { call } from "@/lib/testing/call";
import { rehearsing } from "@/lib/testing/rehearsing";
import { eventually } from "@/lib/testing/worker";

// Each waits for leases, landings and looks that are short and not nothing.
vi.setConfig({ testTimeout: 90_000 });
const desk = await rehearsing();

const now = () => new Date().toISOString();

async function sendOne(way: Parameters<typeof desk.rehearsal>[0], fault: string, plan: object = {}) {
  const [video, channel] = [await desk.video(), await desk.rehearsal(way)];
  desk.stage.fault({ account: channel.account, fault: fault as "reset", times: 1, ...plan });
  const made = await desk.assign({ video_id: video, channel_ids: [channel.id], scheduled_at: now() });
  return { ...made, account: channel.account, channel: channel.id };
}

const timelineOf = async (id: string) => {
  const { body } = await call("GET", "/api/v1/assignments/{id}/timeline", { key: desk.key, params: { id } });
  return body as { attempts: { state: string; evidence: { looks: object[]; calls: object[]; decision: unknown } }[] };
};

const reconcile = (id: string, body: object) =>
  call("POST", "/api/v1/assignments/{id}/reconcile", { key: desk.key, params: { id }, body });

describe.concurrent("an answer that is lost after the platform has posted", () => {
  it.each(["lost-reset", "lost-502", "lost-hang", "lost-cut", "lost-garbage"])(
    "by key, %s: the same is sent again, and there is one post",
    async (fault) => {
      const { id } = await sendOne("key", fault);
      const published = await desk.until(id, "published");
      expect(published["cause"]).toBeNull();
      expect(desk.stage.postsUnder(id)).toHaveLength(1);
      const { attempts } = await timelineOf(id);
      expect(attempts.map(({ state }) => state)).toEqual(["repeated", "confirmed"]);
    },
  );

  it.each(["handle", "search", "flip"] as const)("by %s: it is looked for and found", async (way) => {
    const { id } = await sendOne(way, "lost-reset");
    const unconfirmed = await desk.until(id, "unconfirmed");
    expect(unconfirmed["cause"]).toBe("no_answer");
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
    const { attempts } = await timelineOf(id);
    expect(attempts).toMatchObject([{ state: "confirmed", evidence: { looks: [{ found: "there" }] } }]);
  });

  it("by hand: a person is asked, and their word that it is there ends it", async () => {
    const { id } = await sendOne("hand", "lost-reset");
    await desk.until(id, "unconfirmed");
    expect(await reconcile(id, { verdict: "check" })).toMatchObject({ status: 409, body: { code: "cannot_look" } });
    const url = `${desk.stage.url}/see/it`;
    const settled = await reconcile(id, { verdict: "present", remote_url: url });
    expect(settled).toMatchObject({ status: 200, body: { status: "published", remote_url: url } });
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
    const { attempts } = await timelineOf(id);
    expect(attempts[0]?.evidence.decision).toMatchObject({ verdict: "present" });
  });
});

describe.concurrent("a try that never had an effect", () => {
  it("by search: absence counts after its time and a second look, then it is sent again", async () => {
    const { id } = await sendOne("search", "reset");
    await desk.until(id, "unconfirmed");
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
    const { attempts } = await timelineOf(id);
    expect(attempts.map(({ state }) => state)).toEqual(["absent", "confirmed"]);
    expect(attempts[0]?.evidence.looks.length).toBeGreaterThanOrEqual(2);
  });

  it("by hand: it is not there, but not before it can no longer land", async () => {
    const { id } = await sendOne("hand", "reset");
    await desk.until(id, "unconfirmed");
    expect(await reconcile(id, { verdict: "absent" })).toMatchObject({ status: 409, body: { code: "may_still_land" } });
    await eventually(async () => (await reconcile(id, { verdict: "absent" })).status === 200);
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("a platform that says when is asked again then, without a person", async () => {
    const { id } = await sendOne("search", "answer", { status: 429, seconds: 1 });
    const published = await desk.until(id, "published");
    expect(published["retry_count"]).toBe(1);
    const { attempts } = await timelineOf(id);
    expect(attempts.map(({ state }) => state)).toEqual(["not_sent", "confirmed"]);
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });
});

describe.concurrent("a post that lands late", () => {
  it("is found, and not sent twice", async () => {
    const { id } = await sendOne("search", "late", { ms: 1500 });
    await desk.until(id, "unconfirmed");
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });
});

describe.concurrent("what a platform refuses", () => {
  it("fails at once with its reason, and nothing is tried again", async () => {
    const { id } = await sendOne("search", "answer", { status: 422 });
    const failed = await desk.until(id, "failed");
    expect(failed).toMatchObject({ cause: "refused", retry_count: 0 });
    expect(failed["error_message"]).toMatch(/\.$/);
    expect(desk.stage.postsUnder(id)).toHaveLength(0);
  });

  it("401: the channel needs reconnecting, and what failed is retried together once it is connected", async () => {
    const { id, channel, account } = await sendOne("search", "answer", { status: 401 });
    expect(await desk.until(id, "failed")).toMatchObject({ cause: "sign_in_expired" });
    const shown = await call("GET", "/api/v1/channels/{id}", { key: desk.key, params: { id: channel } });
    expect(shown.body).toMatchObject({ status: "needs_reconnecting", health: "broken" });
    const body = { credentials: { token: "fresh" } };
    desk.stage.heal(account);
    desk.stage.account(account, { token: "fresh", refreshToken: "r", lifeMs: 3_600_000 });
    await call("PATCH", "/api/v1/channels/{id}", { key: desk.key, params: { id: channel }, body });
    const retried = await call("POST", "/api/v1/assignments/retry-by-cause", {
      key: desk.key,
      body: { channel_id: channel, cause: "sign_in_expired" },
    });
    expect(retried.body).toEqual({ retried: 1, refused: 0 });
    await desk.until(id, "published");
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });

  it("processing that fails ends it, and never sends again (a failure after the act)", async () => {
    const { id } = await sendOne("handle", "failed");
    expect(await desk.until(id, "failed")).toMatchObject({ cause: "processing_failed" });
    const again = await call("POST", "/api/v1/assignments/{id}/retry", { key: desk.key, params: { id }, body: {} });
    expect(again).toMatchObject({ status: 409, body: { code: "needs_force" } });
    expect(desk.stage.postsUnder(id)).toHaveLength(1);
  });
});
