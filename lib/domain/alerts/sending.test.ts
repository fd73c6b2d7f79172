import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { after, alertStage, noon } from "@/lib/testing/alert-stage";
import { alarm } from "@/lib/testing/alerting";
import { inside } from "@/lib/testing/people";
import { claimWebhook } from "./operations/claim-webhook";
import { editAlertRoute } from "./operations/edit-alert-route";
import { sendWebhook } from "./workers/send-webhook";

const { receiver, webhook, notice, route, failure } = await alertStage();

describe("a webhook", () => {
  it("gets each alert once, signed, with what there is to say", async () => {
    await webhook();
    const [id = ""] = await failure(noon);
    // Two workers at once, and one who comes late.
    await Promise.all([sendWebhook({ noticeId: id }, { now: noon }), sendWebhook({ noticeId: id }, { now: noon })]);
    await sendWebhook({ noticeId: id }, { now: after(HOUR) });
    expect(receiver.received.filter((hook) => hook.id === id)).toHaveLength(1);
    const { alert } = await db().alertNotice.findUniqueOrThrow({ where: { id }, include: { alert: true } });
    expect(receiver.received.at(-1)?.body).toEqual({
      type: "alert",
      alert_id: alert.id,
      kind: "delivery.failed",
      title: "A delivery to the project p failed",
      detail: expect.stringMatching(
        /^See whether the source's server answers, then try the delivery again\. Project p, /,
      ),
      subject: alert.subject,
      video_url: null,
      at: "2026-11-21T12:00:00.000Z",
      count: 1,
    });
    expect(await notice(id)).toMatchObject({ state: "sent", attempts: 1, trouble: null });
  });

  it("that takes nothing is tried ten times within about 76 hours, under one id, and then no more", async () => {
    const routeId = await webhook();
    receiver.behave("fails");
    const [id = ""] = await failure(noon);
    const pauses = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];
    let now = noon;
    for (const usual of pauses) {
      await sendWebhook({ noticeId: id }, { now });
      const { dueAt, state, trouble } = await notice(id);
      expect([state, trouble]).toEqual(["waiting", "The receiver answered 500."]);
      expect((dueAt.getTime() - now.getTime()) / usual).toBeGreaterThanOrEqual(0.8);
      expect((dueAt.getTime() - now.getTime()) / usual).toBeLessThanOrEqual(1.2);
      // Before its time nothing is sent, though a worker looks.
      await sendWebhook({ noticeId: id }, { now: new Date(dueAt.getTime() - 1) });
      now = dueAt;
    }
    await sendWebhook({ noticeId: id }, { now });
    expect(await notice(id)).toMatchObject({ state: "failed", attempts: 10 });
    await sendWebhook({ noticeId: id }, { now: after(DAY, now) });
    const hooks = receiver.received.filter((hook) => hook.id === id);
    expect(hooks).toHaveLength(10);
    expect(new Set(hooks.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await route(routeId)).toMatchObject({ enabled: true, last_notice: { state: "failed", attempts: 10 } });
  });

  it.each([
    ["redirects", "The receiver answered 307, a redirect, and none is followed."],
    ["floods", "The receiver answered with more than 64 KiB."],
  ] as const)("that %s has not taken it", async (manner, said) => {
    await webhook();
    receiver.behave(manner);
    const [id = ""] = await failure(noon);
    await sendWebhook({ noticeId: id }, { now: noon });
    expect(await notice(id)).toMatchObject({ state: "waiting", attempts: 1, trouble: said });
  });

  it("that says 410 is switched off, and what waited for it with it", async () => {
    const routeId = await webhook();
    const [id = "", other = ""] = [...(await failure(noon)), ...(await failure(noon))];
    receiver.behave("gone");
    await sendWebhook({ noticeId: id }, { now: noon });
    expect(await route(routeId)).toMatchObject({ enabled: false, revision: 1 });
    expect((await notice(id)).trouble).toBe(
      "The receiver answered 410: it is gone for good. The route was switched off.",
    );
    expect(await notice(other)).toMatchObject({ state: "failed", attempts: 0 });
    expect(await failure(after(MINUTE))).toEqual([]);
  });

  it("that has taken nothing for five days is switched off", async () => {
    const routeId = await webhook();
    receiver.behave("fails");
    const exhaust = async (from: Date) => {
      const [id = ""] = await failure(from);
      for (let now = from; (await notice(id)).state === "waiting"; now = (await notice(id)).dueAt) {
        await sendWebhook({ noticeId: id }, { now });
      }
    };
    await exhaust(after(-3 * DAY));
    expect(await route(routeId)).toMatchObject({ enabled: true });
    await exhaust(noon);
    expect(await route(routeId)).toMatchObject({
      enabled: false,
      last_notice: { trouble: expect.stringMatching(/Nothing arrived there for five days/) },
    });
  });

  it("is sent the same again, under the same id, when a worker died before it could note how it went", async () => {
    await webhook();
    const [id = ""] = await failure(noon);
    await perform(claimWebhook, { notice_id: id }, inside, { now: noon });
    await sendWebhook({ noticeId: id }, { now: after(10 * SECOND) });
    expect(receiver.received.filter((hook) => hook.id === id)).toHaveLength(0);
    await sendWebhook({ noticeId: id }, { now: after(MINUTE) });
    expect(receiver.received.filter((hook) => hook.id === id)).toHaveLength(1);
    expect(await notice(id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("is not called where its name leads inside by now", async () => {
    const routeId = await webhook();
    await perform(editAlertRoute, { id: routeId, url: "https://ops.example.com/hook" }, inside);
    const [id = ""] = await failure(noon);
    const resolve = async () => [{ address: "10.0.0.1", family: 4 }];
    await sendWebhook({ noticeId: id }, { now: noon, resolve });
    expect((await notice(id)).trouble).toMatch(/^The receiver is at an address that the desk does not go to/);
  });
});

it("a route that is switched off gets nothing, and what waited for it ends there", async () => {
  const routeId = await webhook();
  const [id = ""] = await failure(noon);
  await perform(editAlertRoute, { id: routeId, enabled: false }, inside);
  await sendWebhook({ noticeId: id }, { now: noon });
  expect(await notice(id)).toMatchObject({ state: "failed", trouble: expect.stringMatching(/switched off/) });
  expect(await failure(noon)).toEqual([]);
  await perform(editAlertRoute, { id: routeId, enabled: true, kinds: ["copy.lost"] }, inside);
  expect(await failure(noon)).toEqual([]);
  expect(await alarm(noon, "lost")).toHaveLength(1);
});
