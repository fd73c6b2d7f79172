import { asOneLine } from "@/lib/core/one-line";
import { env } from "@/lib/infra/env";
import type { Mail } from "@/lib/infra/outbound/mail";
import { asHtml, htmlMail, utcInWords } from "@/lib/infra/outbound/mail-text";
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
  const greeting = `Hello ${asOneLine(name)},`;
  const wish = before(env().MARQUEE_URL);
  const ending = `The link works once, until ${utcInWords(end)}. ${after}`;
  return {
    to: { name, address: email },
    subject,
    text: [greeting, wish, url, ending].join("\n\n") + "\n",
    html: htmlMail([asHtml(greeting), asHtml(wish), `<a href="${asHtml(url)}">${button}</a>`, asHtml(ending)]),
  };
}
