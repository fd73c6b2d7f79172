import type { Hand, Pen } from "@/lib/infra/pdf/pen";

export const INK = { full: "#1d1b18", soft: "#57534c", faint: "#69645c", line: "#e4e1db", ground: "#f7f6f3" } as const;
export const HUES = { well: "#1b7a4b", waiting: "#9a5b00", broken: "#b9261b", plain: "#625d57" } as const;
export type Hue = keyof typeof HUES;

export const TEXT: Hand = { size: 8.6, color: INK.full };
export const SOFT: Hand = { ...TEXT, color: INK.soft };
const FAINT: Hand = { size: 7.2, color: INK.faint };

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89, side: 46, top: 44, bottom: 56 } as const;
const WIDTH = PAGE.width - 2 * PAGE.side;
/** How much room the name of a fact has. */
const NAME = 78;

export interface Column {
  readonly head: string;
  /** Its share of the width. */
  readonly share: number;
  readonly hand?: Hand;
}

/** A sheet of A4 that is filled from the top, and as many more as it takes. */
export class Sheet {
  readonly pen: Pen;
  #y: number = PAGE.top;

  constructor(pen: Pen) {
    this.pen = pen;
  }

  /** Makes sure that so much stays together, on another page if need be. */
  #room(height: number): boolean {
    if (this.#y + height <= PAGE.height - PAGE.bottom) return false;
    this.pen.pdf.addPage();
    this.#y = PAGE.top;
    return true;
  }

  gap(height: number): void {
    this.#y += height;
  }

  /** The mark and the desk's name on the left, what this is on the right. */
  masthead(word: string): void {
    const { pdf } = this.pen;
    for (const row of [0, 1, 2]) {
      for (const column of [0, 1, 2]) {
        const pale = (row + column) % 2 === 1;
        pdf
          .circle(PAGE.side + 2 + column * 5, this.#y + 3 + row * 5, 1.7)
          .fillColor("#f2a51a", pale ? 0.45 : 1)
          .fill();
      }
    }
    pdf.fillOpacity(1);
    const name: Hand = { size: 11, color: INK.full, strong: true };
    this.pen.write("Marquee", name, { x: PAGE.side + 21, y: this.#y + 1, width: 120 });
    const right = this.pen.widthOf(word, SOFT);
    this.pen.write(word, SOFT, { x: PAGE.side + WIDTH - right, y: this.#y + 3, width: right + 1 });
    this.#y += 30;
  }

  paragraph(text: string, hand: Hand, { lines, width = WIDTH }: { lines?: number; width?: number } = {}): void {
    const box = { width, ...(lines === undefined ? {} : { lines }) };
    this.#room(this.pen.heightOf(text, hand, box));
    this.#y = this.pen.write(text, hand, { ...box, x: PAGE.side, y: this.#y });
  }

  /** A section's name over a hairline; never alone at the foot of a page. */
  heading(text: string, beside = ""): void {
    this.#room(64);
    this.#y += 10;
    const hand: Hand = { size: 9.4, color: INK.full, strong: true };
    this.pen.write(text, hand, { x: PAGE.side, y: this.#y, width: WIDTH });
    const width = WIDTH - this.pen.widthOf(text, hand) - 10;
    const right = Math.min(this.pen.widthOf(beside, FAINT), width);
    this.pen.write(beside, FAINT, { x: PAGE.side + WIDTH - right, y: this.#y + 2, width: right + 1, lines: 1 });
    this.#y += 16;
    this.#rule();
    this.#y += 5;
  }

  #rule(): void {
    const { pdf } = this.pen;
    pdf
      .moveTo(PAGE.side, this.#y)
      .lineTo(PAGE.side + WIDTH, this.#y)
      .lineWidth(0.6)
      .strokeColor(INK.line)
      .stroke();
  }

  /** What was found, two in a row: a dot in the hue of its state, a word, and what it rests on. */
  verdicts(list: readonly { readonly hue: Hue; readonly word: string; readonly because: string }[]): void {
    const width = (WIDTH - 16) / 2;
    const inner = { width: width - 13, lines: 2 };
    for (let at = 0; at < list.length; at += 2) {
      const pair = list.slice(at, at + 2);
      const height = 12.6 + Math.max(...pair.map(({ because }) => this.pen.heightOf(because, SOFT, inner)));
      this.#room(height);
      for (const [side, { hue, word, because }] of pair.entries()) {
        const x = PAGE.side + side * (width + 16);
        this.pen.pdf
          .circle(x + 3, this.#y + 5.4, 2.7)
          .fillColor(HUES[hue])
          .fill();
        this.pen.write(word, { ...TEXT, strong: true }, { x: x + 12, y: this.#y, width: width - 12, lines: 1 });
        this.pen.write(because, SOFT, { ...inner, x: x + 12, y: this.#y + 12.6 });
      }
      this.#y += height + 6;
    }
  }

  /** A line on a ground of its own, such as a hash. */
  plate(label: string, text: string): void {
    this.#room(26);
    this.pen.pdf.roundedRect(PAGE.side, this.#y, WIDTH, 22, 4).fillColor(INK.ground).fill();
    this.pen.write(label, FAINT, { x: PAGE.side + 8, y: this.#y + 6, width: 60 });
    const mono: Hand = { size: 8.4, color: INK.full, mono: true };
    this.pen.write(text, mono, { x: PAGE.side + 66, y: this.#y + 5.4, width: WIDTH - 72, lines: 1 });
    this.#y += 28;
  }

  /** What each fact is called, and what it is: two in a row where they are short. */
  facts(list: readonly (readonly [name: string, value: string])[]): void {
    const half = WIDTH / 2;
    const short = ([, value]: readonly [string, string]) => this.pen.widthOf(value, TEXT) <= half - NAME - 10;
    const rows: (readonly (readonly [string, string])[])[] = [];
    for (const fact of list) {
      const last = rows.at(-1);
      if (last?.length === 1 && last.every(short) && short(fact)) rows[rows.length - 1] = [...last, fact];
      else rows.push([fact]);
    }
    for (const row of rows) {
      const box = { width: (row.length === 1 ? WIDTH : half) - NAME, lines: 3 };
      const height = Math.max(...row.map(([, value]) => this.pen.heightOf(value, TEXT, box)));
      this.#room(height);
      for (const [side, [name, value]] of row.entries()) {
        const x = PAGE.side + side * half;
        this.pen.write(name, { ...SOFT, color: INK.faint }, { x, y: this.#y, width: NAME - 4, lines: 1 });
        this.pen.write(value, TEXT, { ...box, x: x + NAME, y: this.#y });
      }
      this.#y += height + 0.8;
    }
  }

  /** Rows of cells; the head is said again on each page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (share / total) * WIDTH);
    const lefts = widths.map((_, index) => PAGE.side + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
    const head = () => {
      for (const [index, { head: word }] of columns.entries()) {
        this.pen.write(word, FAINT, { x: lefts[index] ?? 0, y: this.#y, width: (widths[index] ?? 0) - 8, lines: 1 });
      }
      this.#y += 12;
    };
    this.#room(40);
    head();
    for (const row of rows) {
      const cells = columns.map(({ hand = CELL }, index) => ({
        hand,
        text: row[index] ?? "",
        box: { x: lefts[index] ?? 0, width: (widths[index] ?? 0) - 8, lines: 3 },
      }));
      const height = Math.max(...cells.map(({ text, hand, box }) => this.pen.heightOf(text, hand, box)));
      if (this.#room(height + 4)) head();
      for (const { text, hand, box } of cells) this.pen.write(text, hand, { ...box, y: this.#y });
      this.#y += height + 2.6;
    }
  }

  /** The same at the foot of every page, with its number. Call it last. */
  footers(lines: readonly string[]): void {
    const { pdf } = this.pen;
    const { start, count } = pdf.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      pdf.switchToPage(page);
      // What is written below the margin would begin a page of its own.
      pdf.page.margins.bottom = 0;
      this.#y = PAGE.height - PAGE.bottom + 14;
      this.#rule();
      const number = `${page - start + 1} of ${count}`;
      const right = this.pen.widthOf(number, FAINT);
      this.pen.write(number, FAINT, { x: PAGE.side + WIDTH - right, y: this.#y + 6, width: right + 1 });
      for (const [index, line] of lines.entries()) {
        const y = this.#y + 6 + index * 10;
        this.pen.write(line, FAINT, { x: PAGE.side, y, width: WIDTH - right - 16, lines: 1 });
      }
    }
  }
}

const CELL: Hand = { size: 7.8, color: INK.full };
export const MONO_CELL: Hand = { size: 7.2, color: INK.soft, mono: true };
