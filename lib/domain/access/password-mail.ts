import { env } from "@/lib/infra/env";
import type { Mail } from "@/lib/infra/outbound/mail";
import type { PasswordLinkHolder } from "./contract";

const WORDS = {
  invitation: {
    subject: "Your invitation to Marquee",
    before: (origin: string) => `You are invited to the desk at ${origin}. Choose a password to sign in with:`,
    button: "Choose a password",
    after: "If you do not know what this is about, do nothing.",
  },
  reset: {
    subject: "A new password for Marquee",
    before: (origin: string) => `Somebody, most likely you, asked for a new password at ${origin}. Choose it here:`,
    button: "Choose a new password",
    after: "If it was not you, do nothing: your password stays as it is.",
  },
} as const;

/** The mail that brings a password link, as plain text and as simple HTML. `url` holds the token. */
export function passwordMail(
  { purpose, email, name, expires_at: end }: PasswordLinkHolder,
  url: string,
): Omit<Mail, "id"> {
  const { subject, before, button, after } = WORDS[purpose];
  const greeting = `Hello ${name.replace(/\s+/g, " ")},`;
  const wish = before(env().MARQUEE_URL);
  const ending = `The link works once, until ${inWords(end)}. ${after}`;
  return {
    to: { name, address: email },
    subject,
    text: [greeting, wish, url, ending].join("\n\n") + "\n",
    html: `<!doctype html>
<html lang="en"><body style="font-family: sans-serif; line-height: 1.5; max-width: 34em">
<p>${escape(greeting)}</p>
<p>${escape(wish)}</p>
<p><a href="${escape(url)}">${button}</a></p>
<p>${escape(ending)}</p>
</body></html>
`,
  };
}

const inWords = (instant: string) =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(instant))} UTC`;

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
