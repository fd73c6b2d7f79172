import { mailIsSetUp } from "@/lib/domain/access/password-link-store";
import { personIdOf } from "@/lib/domain/access/session-store";
import { operation } from "@/lib/infra/operation";
import { Link, SetLinkReminder } from "../contract";
import { reminderDueAt } from "../link-rules";
import { findLink } from "../link-store";
import { linkEnded, mailNotSetUp, tooLateToRemind } from "../refusals";
import { subjectOf } from "../store";

/** Asked again with other hours it is another reminder, even where the one before has gone out. */
export const setLinkReminder = operation({
  name: "deliveries.set-link-reminder",
  summary: "Have a mail sent to yourself so many hours before a link stops working.",
  effect: "writes",
  permission: "account:own",
  input: SetLinkReminder,
  output: Link,
  refuses: {
    link_not_found: "not_found",
    link_ended: "conflict",
    too_late_to_remind: "conflict",
    mail_not_set_up: "conflict",
  },
  subject: ({ id }) => subjectOf(id),

  async run({ id, link_id: linkId, hours_before: hoursBefore }, work) {
    const userId = personIdOf(work.caller);
    const link = await findLink(work, { id, linkId });
    const end = new Date(link.effective_expires_at);
    if (link.public_url === null || end <= work.now) throw linkEnded();
    const dueAt = reminderDueAt(end, hoursBefore);
    if (dueAt <= work.now) throw tooLateToRemind();
    if (!mailIsSetUp()) throw mailNotSetUp();
    const asked = { hoursBefore, dueAt, createdAt: work.now, sentAt: null, trouble: null };
    await work.tx.linkReminder.upsert({
      where: { linkId_userId: { linkId, userId } },
      create: { linkId, userId, ...asked },
      update: asked,
    });
    return findLink(work, { id, linkId });
  },
});
