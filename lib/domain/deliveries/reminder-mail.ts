import { asOneLine } from "@/lib/core/one-line";
import { HOUR, MINUTE } from "@/lib/core/time";
import { env } from "@/lib/infra/env";
import type { Mail } from "@/lib/infra/outbound/mail";
import { asHtml, htmlMail, utcInWords } from "@/lib/infra/outbound/mail-text";
import type { LinkLimit } from "./contract";

export interface Reminder {
  readonly to: Mail["to"];
  readonly title: string;
  readonly video_id: string;
  readonly link_made_at: string;
  readonly ends_at: string;
  readonly limited_by: LinkLimit;
}

const WHY: Readonly<Record<LinkLimit, string>> = {
  promise: "",
  policy: " This desk lets links work no longer.",
  seven_days: " No signed link works for longer than seven days.",
  signing_key: " The key that opens its store ends then; the operator can give the desk a new one.",
};

/** The mail before a link ends, as plain text and as simple HTML. It leads to the desk: the link itself does not travel. */
export function reminderMail(reminder: Reminder, now: Date): Omit<Mail, "id"> {
  const { to, ends_at: end, link_made_at: made, limited_by: limit } = reminder;
  const title = asOneLine(reminder.title);
  const when = timeLeft(new Date(end).getTime() - now.getTime());
  const greeting = `Hello ${asOneLine(to.name)},`;
  const news = `The link to “${title}” that was made on ${utcInWords(made)} stops working in ${when}, on ${utcInWords(end)}.${WHY[limit]}`;
  const url = `${env().MARQUEE_URL}/desk/videos/${reminder.video_id}`;
  const asked = "You get this mail because you asked the desk for it.";
  return {
    to,
    subject: `The link to “${title}” ends in ${when}`,
    text:
      [greeting, news, `See it on the desk, and make a fresh one if it is still needed:`, url, asked].join("\n\n") +
      "\n",
    html: htmlMail([
      asHtml(greeting),
      asHtml(news),
      `<a href="${asHtml(url)}">See it on the desk</a>, and make a fresh one if it is still needed.`,
      asHtml(asked),
    ]),
  };
}

/** A span for a sentence: `24 hours`, `1 hour`, `40 minutes`. */
function timeLeft(span: number): string {
  const [count, unit] =
    span < 55 * MINUTE ? [Math.max(1, Math.round(span / MINUTE)), "minute"] : [Math.round(span / HOUR), "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
