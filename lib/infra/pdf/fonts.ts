import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { coverageOf } from "./coverage";
import { trueTypeOf } from "./woff2";

/** The desk's own font comes in parts, one for each group of scripts. */
export interface FontPart {
  readonly name: string;
  readonly file: Buffer;
  readonly covers: ReadonlySet<number>;
}

const PARTS = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"] as const;

let kept: Promise<readonly FontPart[]> | undefined;

/** Inter in all scripts it knows, as a PDF can embed it; unpacked once for as long as the process runs. */
export function fontParts(): Promise<readonly FontPart[]> {
  kept ??= Promise.all(PARTS.map(readPart));
  return kept.catch((error: unknown) => {
    kept = undefined;
    throw error;
  });
}

async function readPart(name: (typeof PARTS)[number]): Promise<FontPart> {
  // The web process stands in the project's folder; a bundled file does not know where it came from.
  const folder = join(process.cwd(), "node_modules/@fontsource-variable/inter/files");
  const file = trueTypeOf(await readFile(join(folder, `inter-${name}-wght-normal.woff2`)));
  return { name, file, covers: coverageOf(file) };
}

/** What is printed in the place of a character that no part of the font has. */
export const UNKNOWN = "\u00b7";

export interface FontRun {
  readonly font: string;
  readonly text: string;
}

/**
 * A text cut into pieces of one font each. A character that no part has, such as an emoji or one of
 * another writing, becomes one dot, whatever it is put together from; `lost` counts them.
 */
export function runsOf(text: string, parts: readonly FontPart[]): { runs: FontRun[]; lost: number } {
  const runs: { font: string; text: string }[] = [];
  let lost = 0;
  for (const { segment } of GRAPHEMES.segment(text.normalize("NFC"))) {
    const found = partFor(segment, parts);
    if (!found) lost += 1;
    const font = found?.name ?? PARTS[0];
    const piece = found ? segment : UNKNOWN;
    const last = runs.at(-1);
    if (last?.font === font) last.text += piece;
    else runs.push({ font, text: piece });
  }
  return { runs, lost };
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The first part that has all of it. */
function partFor(segment: string, parts: readonly FontPart[]): FontPart | undefined {
  const codes = Array.from(segment, (sign) => sign.codePointAt(0) ?? 0);
  return parts.find(({ covers }) => codes.every((code) => covers.has(code)));
}
