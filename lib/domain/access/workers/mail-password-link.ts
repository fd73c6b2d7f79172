import { insideCaller } from "@/lib/core/caller";
import { perform } from "@/lib/infra/operation";
import { MailFailed, sendMail } from "@/lib/infra/outbound/mail";
import { noteMail } from "../operations/note-mail";
import { openPasswordLink } from "../operations/open-password-link";
import { passwordMail } from "../password-mail";
import { passwordLinkUrl } from "../password-link-token";

/**
 * Mails a password link, unless it died meanwhile or went out already. A failure is noted where an
 * admin sees it, and thrown so that the job is tried again, except where trying again is no use. A
 * worker that dies between sending and noting sends twice: one link, and one Message-ID.
 */
export async function mailPasswordLink({ passwordLinkId: id }: { passwordLinkId: string }): Promise<void> {
  const caller = insideCaller("worker", `mail.${id}`);
  const link = await perform(openPasswordLink, { password_link_id: id }, caller);
  if (!link) return;
  const url = passwordLinkUrl({ id, expiresAt: new Date(link.expires_at) });
  try {
    await sendMail({ id, ...passwordMail(link, url) });
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error;
    await perform(noteMail, { password_link_id: id, error: error.message }, caller);
    if (!error.lasting) throw error;
    return;
  }
  await perform(noteMail, { password_link_id: id, error: null }, caller);
}
