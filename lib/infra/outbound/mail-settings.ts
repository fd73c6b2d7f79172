import { z } from "zod";

/** One address as it may stand in a header and an envelope: nothing that ends it, quotes it or adds another. */
export const PLAIN_ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u;

/** `SMTP_URL`. A path or a query would be options of the library that sends, so there is none. */
export const MailServer = z
  .url({ protocol: /^smtps?$/, error: "wants smtps://user:password@host:port, or smtp://…", abort: true })
  .refine(isHostAlone, "wants smtps://user:password@host:port, or smtp://…, and nothing behind it");

/** `MAIL_FROM`, in its two parts. */
export const MailSender = z.string().transform((text, context) => {
  const [, name = "", address = text] = /^([^<>"\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim()) ?? [];
  if (PLAIN_ADDRESS.test(address)) return { name: name.trim(), address };
  context.addIssue("wants desk@example.com, or Marquee <desk@example.com>");
  return z.NEVER;
});

function isHostAlone(text: string): boolean {
  const { hostname, pathname, search, hash, username, password } = new URL(text);
  try {
    decodeURIComponent(`${username}${password}`);
  } catch {
    return false;
  }
  return hostname !== "" && (pathname === "" || pathname === "/") && search === "" && hash === "";
}
