import { expect, it } from "vitest";
import { asHtml, htmlMail, utcInWords } from "./mail-text";

it("a mail tells moments in UTC, and no text of others as HTML", () => {
  expect(utcInWords("2026-11-20T14:02:11.000Z")).toBe("20 November 2026 at 14:02 UTC");
  expect(utcInWords(new Date("2026-11-20T23:59:59.999Z"))).toBe("20 November 2026 at 23:59 UTC");
  expect(asHtml(`<a href="x" title='y'>&</a>`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  expect(htmlMail(["One.", "Two."])).toContain("<p>One.</p>\n<p>Two.</p>\n</body>");
});
