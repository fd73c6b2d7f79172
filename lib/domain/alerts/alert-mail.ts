import { env } from "@/lib/infra/env";
import type { Mail } from "@/lib/infra/outbound/mail";
import { asHtml, htmlMail, utcInWords } from "@/lib/infra/outbound/mail-text";

interface MailedAlert {
  readonly title: string;
  readonly detail: string;
  readonly videoId: string | null;
  readonly at: Date;
}

/** How many are told in full; the rest is at the desk. */
const TOLD_IN_FULL = 50;

/** One mail of one or many alerts, oldest first, as plain text and as simple HTML. */
export function alertMail(alerts: readonly MailedAlert[]): Pick<Mail, "subject" | "text" | "html"> {
  const { MARQUEE_URL: desk } = env();
  const [first] = alerts;
  const told = alerts
    .slice(0, TOLD_IN_FULL)
    .map((alert) => ({ ...alert, url: urlOf(alert), when: utcInWords(alert.at) }));
  const more = alerts.length - told.length;
  const rest = more > 0 ? `And ${more} more.` : "";
  const all = `All alerts: ${desk}/desk/alerts`;
  return {
    subject: alerts.length === 1 ? `Marquee: ${first?.title ?? ""}` : `Marquee: ${alerts.length} alerts`,
    text: `${[
      ...told.map(({ title, detail, url, when }) => [title, when, detail, url].filter(Boolean).join("\n")),
      rest,
      all,
    ]
      .filter(Boolean)
      .join("\n\n")}\n`,
    html: htmlMail([
      ...told.map(({ title, detail, url, when }) => {
        const head = url ? `<a href="${asHtml(url)}">${asHtml(title)}</a>` : asHtml(title);
        return `<b>${head}</b><br>${when}<br>${asHtml(detail)}`;
      }),
      ...(rest ? [rest] : []),
      `<a href="${asHtml(`${desk}/desk/alerts`)}">All alerts</a>`,
    ]),
  };

  function urlOf({ videoId }: MailedAlert): string {
    return videoId === null ? "" : `${desk}/desk/videos/${videoId}`;
  }
}
