import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { after, alertStage, noon } from "@/lib/testing/alert-stage";
import { inside } from "@/lib/testing/people";
import type { QuietHours } from "./contract";
import { claimMail } from "./operations/claim-mail";
import { editAlertRoute } from "./operations/edit-alert-route";
import { listAlerts } from "./operations/list-alerts";
import { sendWebhook } from "./workers/send-webhook";

const { receiver, mailbox, mailServerSays, webhook, mail, notice, failure, sendMail } = await alertStage();

const NIGHT: QuietHours = { from: "22:00", until: "07:00", timezone: "Europe/Berlin" };

describe("a mail", () => {
  it("gathers what goes wrong at once: a hundred failures are one mail", async () => {
    const routeId = await mail("flood@example.com");
    for (let at = 0; at < 100; at += 1) await failure(after(at * 50));
    await sendMail(routeId, after(9 * SECOND));
    expect(mailbox.to("flood@example.com"), "it waits a moment for company").toHaveLength(0);
    await Promise.all([10, 11, 12].map((seconds) => sendMail(routeId, after(seconds * SECOND))));
    const [only, ...more] = mailbox.to("flood@example.com");
    expect(more).toEqual([]);
    expect(only?.headers).toContainEqual(["subject", "Marquee: 100 alerts"]);
    expect(only?.decoded).toContain("And 50 more.");
    expect(await db().alertNotice.count({ where: { routeId, state: "sent" } })).toBe(100);

    await failure(after(MINUTE));
    await sendMail(routeId, after(2 * MINUTE));
    expect(mailbox.to("flood@example.com"), "and the next one is five minutes off").toHaveLength(1);
    await sendMail(routeId, after(6 * MINUTE));
    expect(mailbox.to("flood@example.com")[1]?.headers).toContainEqual([
      "subject",
      "Marquee: A delivery to the project p failed",
    ]);
  });

  it("that a worker may have sent before it died is not sent again", async () => {
    const tomorrow = after(DAY);
    const routeId = await mail("once@example.com");
    const [id = ""] = await failure(tomorrow);
    const due = after(MINUTE, tomorrow);
    await perform(claimMail, { route_id: routeId, test_notice_id: null }, inside, { now: due });
    for (const later of [MINUTE, HOUR, DAY]) await sendMail(routeId, after(later, due));
    expect(mailbox.to("once@example.com")).toEqual([]);
    const seen = async (now: Date) => {
      const { items } = await perform(listAlerts, {}, inside, { now });
      return items.flatMap(({ notices }) => notices).find(({ route_id: of }) => of === routeId);
    };
    expect(await seen(after(MINUTE, due))).toMatchObject({ state: "waiting", trouble: null });
    expect(await seen(after(HOUR, due))).toMatchObject({
      state: "failed",
      trouble: expect.stringMatching(/not sent twice/),
    });
    expect((await notice(id)).attempts).toBe(1);
  });

  it("that the server does not take now is tried again, and one that it never takes is not", async () => {
    const routeId = await mail("later@example.com");
    const [id = ""] = await failure(noon);
    mailServerSays(451);
    await sendMail(routeId, after(10 * SECOND));
    expect(await notice(id)).toMatchObject({ state: "waiting", attempts: 1, trouble: expect.stringMatching(/451/) });
    mailServerSays(null);
    await sendMail(routeId, after(20 * SECOND));
    expect(await notice(id)).toMatchObject({ state: "sent", attempts: 2, trouble: null });
    expect(mailbox.to("later@example.com")).toHaveLength(1);

    const [other = ""] = await failure(after(HOUR));
    mailServerSays(550);
    await sendMail(routeId, after(2 * HOUR));
    expect(await notice(other)).toMatchObject({ state: "failed", attempts: 1, trouble: expect.stringMatching(/550/) });
  });
});

describe("quiet hours", () => {
  const night = new Date("2026-11-25T22:30:00Z");
  const morning = new Date("2026-11-26T06:00:00Z");

  it("hold back what falls into them, and it goes out together when they end", async () => {
    const mailed = await mail("night@example.com", { quiet_hours: NIGHT });
    await webhook({ quiet_hours: NIGHT });
    const ids = [...(await failure(night)), ...(await failure(after(HOUR, night)))];
    for (const id of ids) expect((await notice(id)).dueAt).toEqual(morning);
    const { items } = await perform(listAlerts, { limit: 2 }, inside);
    expect(
      items.map(({ at }) => at),
      "the desk shows them at once",
    ).toEqual(["2026-11-25T23:30:00.000Z", "2026-11-25T22:30:00.000Z"]);
    await sendMail(mailed, after(2 * HOUR, night));
    expect(mailbox.to("night@example.com")).toEqual([]);
    await sendMail(mailed, morning);
    for (const noticeId of ids) await sendWebhook({ noticeId }, { now: morning }).catch(() => undefined);
    expect(mailbox.to("night@example.com")[0]?.headers).toContainEqual(["subject", "Marquee: 2 alerts"]);
    expect(receiver.received.filter(({ id }) => ids.includes(id))).toHaveLength(2);
  });

  it("hold back a second try as well, and are over for what waits when they are taken away", async () => {
    const routeId = await webhook({ quiet_hours: { ...NIGHT, from: "13:30", until: "14:30" } });
    receiver.behave("fails");
    const evening = new Date("2026-11-21T12:29:58Z");
    const [id = ""] = await failure(evening);
    await sendWebhook({ noticeId: id }, { now: evening });
    receiver.behave("takes");
    await sendWebhook({ noticeId: id }, { now: after(10 * SECOND, evening) });
    expect(await notice(id)).toMatchObject({ state: "waiting", attempts: 1, dueAt: new Date("2026-11-21T13:30:00Z") });

    const [held = ""] = await failure(after(MINUTE, evening));
    const now = after(2 * MINUTE, evening);
    await perform(editAlertRoute, { id: routeId, quiet_hours: null }, inside, { now });
    await sendWebhook({ noticeId: held }, { now });
    expect((await notice(held)).state).toBe("sent");
  });
});
