import type PdfKit from "pdfkit";
import { fontParts, runsOf, type FontPart } from "./fonts";

export type Pdf = InstanceType<typeof PdfKit>;

export interface Hand {
  readonly size: number;
  readonly color: string;
  /** Thickened by its own outline: the font is embedded in one weight. */
  readonly strong?: boolean;
  /** In a typewriter's letters, for hashes and keys. */
  readonly mono?: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** From the top of one line to that of the next; 1.42 sizes where it is left out. */
  readonly leading?: number;
  /** What does not fit into so many lines ends in an ellipsis. */
  readonly lines?: number;
}

/** Writes on the pages of a PDF in the desk's font, whatever script a text is in. */
export interface Pen {
  readonly pdf: Pdf;
  /** Writes a text into a box and answers where it ends, downwards. */
  write(text: string, hand: Hand, box: Box): number;
  widthOf(text: string, hand: Hand): number;
  heightOf(text: string, hand: Hand, box: Pick<Box, "width" | "leading" | "lines">): number;
  /** How many characters could not be written so far. */
  readonly lost: number;
}

export async function penOn(pdf: Pdf): Promise<Pen> {
  const parts = await fontParts();
  for (const { name, file } of parts) pdf.registerFont(name, file);
  return new InterPen(pdf, parts);
}

const LEADING = 1.42;
const MONO = "Courier";

class InterPen implements Pen {
  readonly pdf: Pdf;
  lost = 0;
  readonly #parts: readonly FontPart[];

  constructor(pdf: Pdf, parts: readonly FontPart[]) {
    this.pdf = pdf;
    this.#parts = parts;
  }

  write(text: string, hand: Hand, { x, y, width, leading = hand.size * LEADING, lines }: Box): number {
    const rows = this.#rows(text, hand, { width, lines });
    for (const [index, row] of rows.entries()) this.#line(row, hand, { x, y: y + index * leading });
    return y + rows.length * leading;
  }

  widthOf(text: string, hand: Hand): number {
    return this.#runs(text, hand).runs.reduce((sum, run) => sum + this.#measure(run.text, run.font, hand), 0);
  }

  heightOf(text: string, hand: Hand, { width, leading = hand.size * LEADING, lines }: Omit<Box, "x" | "y">): number {
    return this.#rows(text, hand, { width, lines }).length * leading;
  }

  /** Breaks between words, and inside of one that is longer than a line. */
  #rows(text: string, hand: Hand, { width, lines = Infinity }: { width: number; lines: number | undefined }): string[] {
    const rows: string[] = [];
    let row = "";
    for (const word of text
      .replaceAll(/\s+/g, " ")
      .trim()
      .split(/(?<=[ /])/)) {
      for (const piece of this.#pieces(word, hand, width)) {
        if (row !== "" && this.widthOf((row + piece).trimEnd(), hand) > width) {
          rows.push(row.trimEnd());
          row = "";
        }
        row += piece;
      }
    }
    rows.push(row.trimEnd());
    return rows.length > lines
      ? [...rows.slice(0, lines - 1), this.#cut(rows.slice(lines - 1).join(" "), hand, width)]
      : rows;
  }

  #pieces(word: string, hand: Hand, width: number): string[] {
    if (this.widthOf(word.trimEnd(), hand) <= width) return [word];
    const pieces: string[] = [];
    let piece = "";
    for (const sign of word) {
      if (piece !== "" && this.widthOf(piece + sign, hand) > width) {
        pieces.push(piece);
        piece = "";
      }
      piece += sign;
    }
    return [...pieces, piece];
  }

  #cut(text: string, hand: Hand, width: number): string {
    const signs = Array.from(text);
    while (signs.length > 0 && this.widthOf(`${signs.join("").trimEnd()}…`, hand) > width) signs.pop();
    return `${signs.join("").trimEnd()}…`;
  }

  #line(text: string, hand: Hand, { x, y }: { x: number; y: number }): void {
    const { pdf } = this;
    const { runs, lost } = this.#runs(text, hand);
    this.lost += lost;
    pdf
      .fillColor(hand.color)
      .strokeColor(hand.color)
      .lineWidth(hand.size * 0.028);
    let at = x;
    for (const { font, text: piece } of runs) {
      pdf.font(font).fontSize(hand.size);
      pdf.text(piece, at, y + (font === MONO ? hand.size * 0.3 : 0), {
        lineBreak: false,
        ...(hand.strong ? { fill: true, stroke: true } : {}),
      });
      at += this.#measure(piece, font, hand);
    }
  }

  #runs(text: string, { mono }: Hand) {
    // The typewriter's letters are those of every PDF reader; it is used for what we write ourselves.
    return mono && /^[\x20-\x7e…]*$/.test(text) ? { runs: [{ font: MONO, text }], lost: 0 } : runsOf(text, this.#parts);
  }

  #measure(text: string, font: string, { size }: Hand): number {
    return this.pdf.font(font).fontSize(size).widthOfString(text);
  }
}
