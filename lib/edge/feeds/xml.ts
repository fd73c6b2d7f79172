/** An element before it is written; texts in it are still as they were meant. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

type Child = Element | string | null | undefined | false;

/** Children that are not there are left out, and so are attributes. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null | undefined>> = {},
  children: readonly Child[] | string = [],
): Element {
  return {
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) =>
        value === null || value === undefined ? [] : [[key, String(value)]],
      ),
    ),
    children: [children].flat().filter((child) => child !== null && child !== undefined && child !== false),
  };
}

export const xmlDocument = (root: Element) => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`;

function written({ name, attributes, children }: Element): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value, /[&<>"\t\n\r]/g)}"`);
  const inside = children.map((child) => (typeof child === "string" ? escaped(child, /[&<>\r]/g) : written(child)));
  return inside.length === 0 ? `<${name}${said.join("")}/>` : `<${name}${said.join("")}>${inside.join("")}</${name}>`;
}

/** Whatever is outside of what XML 1.0 can say at all: not even an escape may name it. */
const UNSPEAKABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** `signs` are those that would be read as something else where the text stands: line ends too, in an attribute. */
const escaped = (text: string, signs: RegExp) =>
  text.replaceAll(UNSPEAKABLE, "").replaceAll(signs, (sign) => SIGNS[sign] ?? `&#${sign.charCodeAt(0)};`);
