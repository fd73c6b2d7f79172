import { insideCaller } from "@/lib/core/caller";
import { MINUTE } from "@/lib/core/time";
import { perform } from "@/lib/infra/operation";
import { MailFailed, sendMail } from "@/lib/infra/outbound/mail";
import { claimLinkReminder } from "../operations/claim-link-reminder";
import { noteLinkReminder } from "../operations/note-link-reminder";
import { reminderMail } from "../reminder-mail";

/** A mail server that is away is asked again after so long, for as long as the link works. */
const AGAIN = 10 * MINUTE;

/** Mails a reminder, where it is due still; once, however many workers come to it. */
export async function mailLinkReminder({ reminderId: id }: { reminderId: string }, now = new Date()): Promise<void> {
  const caller = insideCaller("worker", `remind.${id}`);
  const reminder = await perform(claimLinkReminder, { reminder_id: id }, caller, { now });
  if (!reminder) return;
  const noted = { reminder_id: id, claimed_at: reminder.claimed_at };
  try {
    await sendMail({ id: reminder.mail_id, ...reminderMail(reminder, now) });
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error;
    // What will never be taken is not sent again; at the link's end the reminder is cleared away.
    const again = error.lasting ? reminder.ends_at : new Date(now.getTime() + AGAIN).toISOString();
    await perform(noteLinkReminder, { ...noted, failed: { why: error.message, again_at: again } }, caller, { now });
    return;
  }
  await perform(noteLinkReminder, { ...noted, failed: null }, caller, { now });
}
