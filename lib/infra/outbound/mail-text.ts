/** A moment in a mail, where nobody's zone is known: `20 November 2026 at 14:02 UTC`. */
export const utcInWords = (moment: string | Date) =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(moment))} UTC`;

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in HTML, inside of quotes too. */
export const asHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** The HTML of a mail around its paragraphs, which are HTML already. */
export const htmlMail = (paragraphs: readonly string[]) => `<!doctype html>
<html lang="en"><body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}
</body></html>
`;
