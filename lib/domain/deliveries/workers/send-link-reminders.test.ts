import { afterAll, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { asPerson, inside, somebody } from "@/lib/testing/people";
import { openMailbox } from "@/lib/testing/servers/mailbox";
import { eventually } from "@/lib/testing/worker";
import { renewLink } from "../operations/renew-link";
import { setLinkReminder } from "../operations/set-link-reminder";
import { sendLinkReminders } from "./send-link-reminders";

/** The mail server lets Ada's letters wait until it is told to go on. */
const ADA = "ada@example.com";
let goOn: (() => void) | null = null;
const mailbox = await openMailbox({
  onRcptTo({ address }, _session, done) {
    if (address === ADA) goOn = () => done();
    else done();
  },
});
Object.assign(process.env, {
  SMTP_URL: `smtp://localhost:${mailbox.port}`,
  MAIL_FROM: "Marquee <desk@marquee.example>",
});
const desk = await delivering();
afterAll(() => mailbox.close());

const became = (look: () => boolean) => eventually(() => Promise.resolve(look()));

it("a mail server that is slow for one reminder holds up neither the others nor the worker's rounds", async () => {
  const id = String(recordOf((await desk.deliver()).body)["audit_log_id"]);
  // No other link takes over from the one that is about to end.
  await db().link.updateMany({ where: { deliveryId: id }, data: { revokedAt: new Date() } });
  const longAgo = new Date(Date.now() - 50 * HOUR);
  const link = await perform(renewLink, { id, url_expiry_hours: 72 }, inside, { now: longAgo });
  for (const address of [ADA, "bob@example.com"]) {
    const person = await somebody(address, "reviewer");
    const asked = { id, link_id: link.id, hours_before: 24 };
    await perform(setLinkReminder, asked, asPerson(person, "reviewer"), { now: longAgo });
  }

  await sendLinkReminders();
  await became(() => goOn !== null);
  await became(() => mailbox.to("bob@example.com").length === 1);
  expect(mailbox.to(ADA), "hers is under way still").toHaveLength(0);
  await sendLinkReminders();

  goOn?.();
  await became(() => mailbox.to(ADA).length === 1);
  await eventually(async () => (await db().linkReminder.count({ where: { linkId: link.id, trouble: null } })) === 2);
  await sendLinkReminders();
  expect(mailbox.mails).toHaveLength(2);
});
