import { parseXml } from "@rgrove/parse-xml";
import fc from "fast-check";
import { expect, it } from "vitest";
import { element, xmlDocument } from "./xml";

/** What of a text XML can say. */
const speakable = (text: string) =>
  Array.from(text, (sign) =>
    /[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(sign) ? sign : "",
  ).join("");

it("whatever a text holds, it stays a text, and nothing of it is lost but what XML cannot say", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ maxLength: 20 }), (text, more) => {
      const xml = xmlDocument(element("a", { b: text }, [element("c", {}, more), text]));
      const { root } = parseXml(xml);
      expect([root?.name, root?.attributes["b"], root?.text]).toEqual(["a", speakable(text), speakable(more + text)]);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  "]]>",
  "<script>alert(1)</script>",
  "&amp; <!-- -->",
  "🦊 مرحبا \u200fabc\u202e",
  "a\u0000b\u000b\ufffe",
  "\ud800",
])("%j is written so that a parser reads it", (text) =>
  expect(parseXml(xmlDocument(element("a", {}, text))).root?.text).toBe(speakable(text)),
);

it("what is not there is not written", () => {
  expect(xmlDocument(element("a", { b: null, c: undefined, d: 0 }, [null, false, undefined, element("e")]))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a d="0"><e/></a>\n',
  );
});
