import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { relayOutbox } from "@/lib/infra/outbox";
import { trouble } from "@/lib/testing/alerting";
import { call, keyOfRole } from "@/lib/testing/call";
import { delivering } from "@/lib/testing/delivering";
import { asPerson, somebody } from "@/lib/testing/people";
import { openMailbox } from "@/lib/testing/servers/mailbox";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";
import { eventually } from "@/lib/testing/worker";
import { SUBSCRIPTIONS } from "@/lib/workers/subscriptions";
import type { AlertPage } from "./contract";
import { listAlerts } from "./operations/list-alerts";
import { seeAlerts } from "./operations/see-alerts";
import { raiseAlert } from "./workers/raise-alert";

const desk = await delivering();
const receiver = await receiveWebhooks("/hooks/marquee");
const mailbox = await openMailbox();
Object.assign(process.env, {
  OUTBOUND_ALLOW: `${desk.source.host},${receiver.host}`,
  SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
  MAIL_FROM: "Marquee <desk@marquee.example>",
});

let admin = "";
beforeAll(async () => {
  admin = await keyOfRole("admin");
});
afterAll(async () => {
  await receiver.close();
  await mailbox.close();
});

const list = async (query: Record<string, string> = {}) =>
  (await call("GET", "/api/v1/alerts", { key: desk.key, query })).body as unknown as AlertPage;
const inProject = async () => (await list()).items.filter(({ detail }) => detail.includes(desk.project));
const make = async (body: object) => {
  const made = await call("POST", "/api/v1/alert-routes", { key: admin, body });
  expect(made.status).toBe(201);
  return { id: String(made.body["id"]), secret: String(made.body["secret"]) };
};
const remove = (id: string) => call("DELETE", "/api/v1/alert-routes/{id}", { key: admin, params: { id } });
const test = (id: string, headers = {}) =>
  call("POST", "/api/v1/alert-routes/{id}/test", { key: admin, params: { id }, headers });

describe("an alert", () => {
  it("is raised by a QC report that does not pass, and finds its way to a webhook", async () => {
    const route = await make({ name: "Operators", way: "webhook", url: receiver.url });
    receiver.trust(route.secret);
    expect((await desk.deliver({ qc: "fail" })).status).toBe(422);
    const sent = await eventually(async () => (await inProject()).find(({ notices }) => notices[0]?.state === "sent"));
    expect(sent).toMatchObject({
      kind: "delivery.refused",
      title: `QC held back a film for the project ${desk.project}`,
      video_id: null,
      subject: expect.stringMatching(/^delivery:dist_/),
      notices: [{ route_name: "Operators", way: "webhook", state: "sent", attempts: 1, trouble: null }],
    });
    expect(receiver.received.at(-1)).toMatchObject({ body: { type: "alert", alert_id: sent.id, title: sent.title } });
    await remove(route.id);
  });

  it("is not raised by what the sender alone can mend", async () => {
    expect((await desk.deliver({ path: "/../x", checksum: "sha256:1" })).status).toBe(400);
    const refused = await call("POST", "/api/v1/deliveries", {
      key: desk.key,
      body: {
        project_id: desk.project,
        final_edit: {
          video_url: "https://10.0.0.1/film.mp4?signature=canary",
          duration_seconds: 1,
          checksum: `sha256:${"a".repeat(64)}`,
        },
        qc_report: { status: "pass" },
      },
    });
    expect(refused.body["code"]).toBe("source_refused");
    // The event is passed on, and a later one shows that its job is done.
    await desk.deliver({ qc: "fail" });
    const alerts = await eventually(async () => {
      const found = await inProject();
      return found.length > 0 && found;
    });
    expect(alerts.map(({ kind }) => kind)).toEqual(["delivery.refused"]);
  });

  it("is raised by a delivery that fails, names its film and what to do, and no secret of its source", async () => {
    const settings = { metadata: { title: "Harbour  at  night" } };
    const answer = await desk.deliver({ path: "/gone.mp4?signature=canary", settings });
    expect(answer.status).toBe(502);
    const [alert] = await eventually(async () => {
      const found = await inProject();
      return found.length > 0 && found;
    });
    expect(alert).toMatchObject({
      kind: "delivery.failed",
      title: "“Harbour at night” was not delivered",
      video_id: expect.stringMatching(/^vid_/),
    });
    expect(alert?.detail).toMatch(
      /404.* See whether the source's server answers, then try the delivery again\. Project/,
    );
    expect(JSON.stringify(alert)).not.toMatch(/canary|127\.0\.0\.1/);
  });

  it("comes once of one event, however often its job is done; and of a lost copy too", async () => {
    const eventId = await trouble("lost");
    const alert = await eventually(() => db().alert.findUnique({ where: { eventId } }));
    await Promise.all([1, 2, 3].map(() => raiseAlert({ eventId })));
    await relayOutbox(SUBSCRIPTIONS);
    expect(await db().alert.count({ where: { eventId } })).toBe(1);
    expect(alert).toMatchObject({ kind: "copy.lost", title: "A copy of a film for the project p is missing" });
    expect(alert.detail).toBe(
      "The file at s3://b/p/x.mp4 in the store archive is not there any more. Another copy is on record as verified; if it still holds, the desk writes this one anew from it. Find out who or what touched the store.",
    );
    expect((await list({ kind: "copy.lost" })).items.map(({ id }) => id)).toEqual([alert.id]);
    const first = await list({ limit: "1" });
    const second = await list({ limit: "1", cursor: first.next_cursor ?? "" });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  it("is one for all that a store loses within ten minutes, with how many they are; and no message but the first", async () => {
    const route = await make({ name: "Losses", way: "webhook", url: receiver.url, kinds: ["copy.lost"] });
    receiver.trust(route.secret);
    // The day before, so that none of it is mixed up with what others lose now.
    const begun = new Date(Date.now() - DAY);
    const lose = (minutes: number, store: string) =>
      trouble("lost", { store, now: new Date(begun.getTime() + minutes * MINUTE) });
    const first = await lose(0, "s3:attic");
    const alert = await eventually(() => db().alert.findUnique({ where: { eventId: first } }));
    expect(alert.at, "when it happened, not when the desk came to tell it").toEqual(begun);
    const more = await Promise.all([1, 2, 3, 9].map((minutes) => lose(minutes, "s3:attic")));
    const other = await lose(2, "s3:cellar");
    const late = await lose(11, "s3:attic");
    const one = await eventually(async () => {
      const { items } = await list({ kind: "copy.lost", limit: "100" });
      return items.find(({ id, count }) => id === alert.id && count === 5);
    });
    expect(one).toMatchObject({
      title: "A copy of a film for the project p is missing, and 4 more copies",
      detail: expect.stringContaining("Within ten minutes 4 more copies in this store were found lost"),
    });
    // Jobs that are done again, several at once, count nothing twice.
    await Promise.all([...more, ...more, first].map((eventId) => raiseAlert({ eventId })));
    expect(await db().alert.findUnique({ where: { id: alert.id } })).toMatchObject({ count: 5 });
    expect(await db().alert.count({ where: { eventId: { in: more } } })).toBe(0);
    await eventually(
      async () => (await db().alert.count({ where: { eventId: { in: [other, late] }, count: 1 } })) === 2,
    );
    expect(await db().alertNotice.count({ where: { routeId: route.id } })).toBe(3);
    await remove(route.id);
  });

  it("is new to each person until they have seen it, and what was there before them never is", async () => {
    const [one, other] = [await somebody("one@example.com"), await somebody("other@example.com", "reviewer")];
    const [ann, bob] = [asPerson(one, "manager"), asPerson(other, "reviewer")];
    const unseen = async (who: typeof ann) => (await perform(listAlerts, {}, who)).unseen;
    expect(await unseen(ann)).toBe(0);
    const events = [await trouble("failed"), await trouble("failed")];
    await eventually(async () => (await db().alert.count({ where: { eventId: { in: events } } })) === 2);
    expect([await unseen(ann), await unseen(bob)]).toEqual([2, 2]);
    const { items } = await perform(listAlerts, { limit: 1 }, ann);
    await perform(seeAlerts, { until: items[0]?.at ?? "" }, ann);
    expect([await unseen(ann), await unseen(bob)]).toEqual([0, 2]);
    // An older page that is still open makes nothing new again, and nobody has seen what is to come.
    await perform(seeAlerts, { until: "2026-01-01T00:00:00Z" }, ann);
    const { seen_until: until } = await perform(seeAlerts, { until: "2199-01-01T00:00:00Z" }, ann);
    expect(new Date(until).getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe("a test", () => {
  it("goes along a webhook that is off, in the quiet hours, and stands in no list", async () => {
    const now = new Date();
    const hour = (shift: number) => new Date(now.getTime() + shift * 3_600_000).toISOString().slice(11, 16);
    const route = await make({
      name: "Night",
      way: "webhook",
      url: receiver.url,
      enabled: false,
      quiet_hours: { from: hour(-1), until: hour(1), timezone: "UTC" },
    });
    receiver.trust(route.secret);
    const before = (await list()).items.length;
    const answer = await test(route.id, { "idempotency-key": "press" });
    expect([answer.status, answer.body["state"], answer.body["trouble"]]).toEqual([201, "sent", null]);
    expect(receiver.received.at(-1)?.body).toMatchObject({ kind: "test", title: "A test", video_url: null });
    const again = await test(route.id, { "idempotency-key": "press" });
    expect([again.status, again.body]).toEqual([201, answer.body]);
    expect((await list()).items.length).toBe(before);

    receiver.behave("fails");
    const failed = await test(route.id);
    expect([failed.status, failed.body["state"], failed.body["trouble"]]).toEqual([
      201,
      "failed",
      "The receiver answered 500.",
    ]);
    receiver.behave("hangs");
    const hanging = await test(route.id, { prefer: "wait=1" });
    expect([hanging.status, hanging.body["state"]]).toEqual([202, "waiting"]);
    receiver.behave("takes");
    await remove(route.id);
    expect((await test(route.id)).status).toBe(404);
  });

  it("goes out by mail at once", async () => {
    const route = await make({ name: "The team", way: "email", email: "team@example.com" });
    const answer = await test(route.id);
    expect(answer.body).toMatchObject({ state: "sent", trouble: null });
    expect(mailbox.to("team@example.com").map(({ headers }) => new Map(headers).get("subject"))).toEqual([
      "Marquee: A test",
    ]);
    const seen = await call("GET", "/api/v1/alert-routes/{id}", { key: admin, params: { id: route.id } });
    expect(seen.body).toMatchObject({ obstacle: null, last_notice: { state: "sent", attempts: 1 } });
    await remove(route.id);
  });
});

it("no signature goes astray", () => expect(receiver.strays).toEqual([]));
