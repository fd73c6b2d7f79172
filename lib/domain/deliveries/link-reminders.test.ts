import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { editPerson } from "@/lib/domain/access/operations/edit-person";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { call } from "@/lib/testing/call";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { asPerson, inside, somebody, type Somebody } from "@/lib/testing/people";
import { openMailbox } from "@/lib/testing/servers/mailbox";
import type { Link } from "./contract";
import { claimLinkReminder } from "./operations/claim-link-reminder";
import { dropLinkReminder } from "./operations/drop-link-reminder";
import { listLinks } from "./operations/list-links";
import { renewLink } from "./operations/renew-link";
import { revokeLink } from "./operations/revoke-link";
import { setLinkReminder } from "./operations/set-link-reminder";
import { redateLinkReminders } from "./workers/redate-link-reminders";
import { mailLinkReminder } from "./workers/mail-link-reminder";

/** What the mail server answers to the next letters; null takes them. */
let answer: number | null = null;
const mailbox = await openMailbox({
  onRcptTo(_address, _session, done) {
    if (answer !== null) done(Object.assign(new Error("no"), { responseCode: answer }));
    else done();
  },
});
process.env["SMTP_URL"] = `smtp://localhost:${mailbox.port}`;
process.env["MAIL_FROM"] = "Marquee <desk@marquee.example>";

const desk = await delivering();
afterAll(() => mailbox.close());

/** When the link was made that each test is about: after the one that came with the delivery. */
let made = new Date();
const at = (hours: number) => new Date(made.getTime() + hours * HOUR);
let ada: Somebody;
let id = "";
let link: Link;
let people = 0;

beforeEach(async () => {
  answer = null;
  ada = await somebody(`ada${(people += 1)}@example.com`, "reviewer");
  id = String(
    recordOf((await desk.deliver({ settings: { metadata: { title: "Harbour <at> “night” & day" } } })).body)[
      "audit_log_id"
    ],
  );
  made = new Date();
  link = await perform(renewLink, { id, url_expiry_hours: 72 }, inside, { now: made });
});

const remind = (hours: number, now = made, who = ada) =>
  perform(setLinkReminder, { id, link_id: link.id, hours_before: hours }, asPerson(who, "reviewer"), { now });
const own = async () =>
  (await perform(listLinks, { id }, asPerson(ada, "reviewer"))).items.find((one) => one.id === link.id)?.reminder;
const mails = () => mailbox.to(ada.email);

/** What the worker's jobs do, by a steered clock. */
async function mailDue(now: Date): Promise<void> {
  const due = await db().linkReminder.findMany({ where: { sentAt: null, dueAt: { lte: now } } });
  await Promise.all(due.map(({ id: reminderId }) => mailLinkReminder({ reminderId }, now)));
}

describe("a mail before a link ends", () => {
  it("comes once, at its hour, and says what ends when without opening it", async () => {
    const asked = await remind(24);
    expect(asked.reminder).toEqual({
      hours_before: 24,
      due_at: new Date(Date.parse(link.effective_expires_at) - 24 * HOUR).toISOString(),
      sent_at: null,
      trouble: null,
    });
    await mailDue(at(47.9));
    expect(mails()).toHaveLength(0);

    await Promise.all([mailDue(at(48)), mailDue(at(48)), mailDue(at(48))]);
    await mailDue(at(49));
    expect(mails()).toHaveLength(1);
    expect(await own()).toMatchObject({ sent_at: at(48).toISOString(), trouble: null });
    const [mail] = mails();
    const { videoId } = await db().delivery.findUniqueOrThrow({ where: { id } });
    expect(mail?.decoded).toContain("stops working in 24 hours, on ");
    expect(mail?.decoded).toContain(" UTC.");
    expect(mail?.decoded).toContain(`http://localhost:3000/desk/videos/${videoId}`);
    expect(mail?.decoded).toContain("Harbour &lt;at&gt;");
    expect(mail?.raw).not.toContain(link.public_url?.split(".").at(-1) ?? "the token");
    expect(mail?.decoded).not.toContain("/d/");
  });

  it("is a person's own: keys have none, others see none, and it can be dropped", async () => {
    await remind(24);
    const params = { id, link_id: link.id };
    const byKey = await call("PUT", "/api/v1/deliveries/{id}/links/{link_id}/reminder", {
      key: desk.key,
      params,
      body: { hours_before: 24 },
    });
    expect([byKey.status, byKey.body["code"]]).toEqual([403, "forbidden"]);
    const seen = await call("GET", "/api/v1/deliveries/{id}/links", { key: desk.key, params: { id } });
    expect(seen.body).toMatchObject({ can_mail: true });
    expect((seen.body["items"] as Link[]).every(({ reminder }) => reminder === null)).toBe(true);
    const other = await somebody(`other${people}@example.com`);
    expect((await perform(listLinks, { id }, asPerson(other, "manager"))).items[0]?.reminder).toBeNull();

    const drop = () => perform(dropLinkReminder, params, asPerson(ada, "reviewer"));
    expect((await drop()).reminder).toBeNull();
    expect((await drop()).reminder).toBeNull();
    await mailDue(at(60));
    expect(mails()).toHaveLength(0);
  });

  it("is refused for a moment that has passed, for a link that ended, and for one that is not there", async () => {
    await expect(remind(24, at(48))).rejects.toMatchObject({ kind: "conflict", code: "too_late_to_remind" });
    await expect(remind(1, at(72))).rejects.toMatchObject({ kind: "conflict", code: "link_ended" });
    await perform(revokeLink, { id, link_id: link.id }, inside, { now: at(1) });
    await expect(remind(1, at(1))).rejects.toMatchObject({ code: "link_ended" });
    for (const no of ["nothing", crypto.randomUUID()])
      await expect(
        perform(setLinkReminder, { id, link_id: no, hours_before: 1 }, asPerson(ada, "reviewer")),
      ).rejects.toMatchObject({ kind: "not_found", code: "link_not_found" });
    await expect(remind(0)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(remind(73)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("asked for anew is another mail, with a name of its own", async () => {
    await remind(24);
    await mailDue(at(48));
    await expect(remind(24, at(49))).rejects.toMatchObject({ code: "too_late_to_remind" });
    expect((await remind(2, at(49))).reminder).toMatchObject({ sent_at: null, hours_before: 2 });
    await mailDue(at(70));
    const names = mails().map(({ headers }) => headers.find(([name]) => name === "message-id")?.[1]);
    expect(new Set(names).size).toBe(2);
  });

  it("follows the link's end when the desk comes to allow less", async () => {
    await remind(24);
    Object.assign(env(), { LINK_MAX_HOURS: 30 });
    try {
      await mailDue(at(6));
      expect(mails()).toHaveLength(0);
      await redateLinkReminders();
      expect(await own()).toMatchObject({ due_at: at(6).toISOString() });
      await mailDue(at(6));
      expect(mails()).toHaveLength(1);
      expect(mails()[0]?.decoded).toContain("This desk lets links work no longer.");
    } finally {
      Object.assign(env(), { LINK_MAX_HOURS: 168 });
    }
  });

  it("found early waits for the later end, and comes then", async () => {
    await remind(24);
    await db().linkReminder.updateMany({ where: { linkId: link.id }, data: { dueAt: at(1) } });
    await mailDue(at(2));
    expect(mails()).toHaveLength(0);
    await mailDue(at(48));
    expect(mails()).toHaveLength(1);
  });
});

describe("nobody is written to", () => {
  const nothingCame = async () => {
    await mailDue(at(60));
    expect(mails()).toHaveLength(0);
    expect(await db().linkReminder.count({ where: { linkId: link.id } })).toBe(0);
  };

  it("about a link that was revoked", async () => {
    await remind(24);
    await perform(revokeLink, { id, link_id: link.id }, inside);
    await nothingCame();
  });

  it("about a link that a fresher one follows, unless that was revoked", async () => {
    await remind(24);
    const fresh = await perform(renewLink, { id, url_expiry_hours: 72 }, inside, { now: at(1) });
    await perform(revokeLink, { id, link_id: fresh.id }, inside);
    await mailDue(at(48));
    expect(mails()).toHaveLength(1);
    await remind(1, at(50));
    await perform(renewLink, { id, url_expiry_hours: 72 }, inside, { now: at(51) });
    await mailDue(at(71));
    expect(mails()).toHaveLength(1);
  });

  it("who is disabled", async () => {
    await remind(24);
    await perform(editPerson, { id: ada.id, disabled: true }, inside);
    await nothingCame();
  });

  it("after the link's end", async () => {
    await remind(24);
    await mailDue(at(73));
    expect(mails()).toHaveLength(0);
    expect(await db().linkReminder.count({ where: { linkId: link.id } })).toBe(0);
  });
});

describe("a mail server", () => {
  it("that is away is asked again after ten minutes, and the trouble is told meanwhile", async () => {
    await remind(24);
    answer = 451;
    await mailDue(at(48));
    expect(await own()).toMatchObject({ sent_at: null, trouble: "The mail server does not take this address (451)." });
    await mailDue(new Date(at(48).getTime() + 9 * MINUTE));
    answer = null;
    await mailDue(new Date(at(48).getTime() + 9 * MINUTE));
    expect(mails()).toHaveLength(0);
    await mailDue(new Date(at(48).getTime() + 10 * MINUTE));
    expect(mails()).toHaveLength(1);
    expect(await own()).toMatchObject({ trouble: null, sent_at: expect.any(String) });
  });

  it("that refuses the address for good is not asked again", async () => {
    await remind(24);
    answer = 550;
    await mailDue(at(48));
    answer = null;
    await mailDue(at(71));
    expect(mails()).toHaveLength(0);
    expect(await own()).toMatchObject({ sent_at: null, trouble: expect.stringContaining("(550)") });
  });

  it("whose worker died in between may have sent: that is told, and nothing is sent twice", async () => {
    await remind(24);
    const [row] = await db().linkReminder.findMany({ where: { linkId: link.id } });
    await perform(claimLinkReminder, { reminder_id: row?.id }, inside, { now: at(48) });
    await mailDue(at(49));
    expect(mails()).toHaveLength(0);
    expect(await own()).toMatchObject({
      sent_at: at(48).toISOString(),
      trouble: "The worker stopped while it sent this mail. Whether it went out is not known.",
    });
  });
});

it("without a mail server a reminder is refused, and the list says that there is none", async () => {
  const { SMTP_URL: before } = env();
  Object.assign(env(), { SMTP_URL: undefined });
  try {
    await expect(remind(24)).rejects.toMatchObject({ kind: "conflict", code: "mail_not_set_up" });
    expect((await perform(listLinks, { id }, inside)).can_mail).toBe(false);
  } finally {
    Object.assign(env(), { SMTP_URL: before });
  }
});
