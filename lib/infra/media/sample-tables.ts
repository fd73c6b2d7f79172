import { NotAnMp4 } from "./media-facts";

/** Boxes that hold the tables, on the way down from moov. */
const CONTAINERS = new Set(["trak", "mdia", "minf", "stbl", "edts"]);

interface Child {
  readonly type: string;
  readonly content: Buffer;
}

/** One track of an index: its tables by name, the contents of their boxes. */
export interface TrackTables {
  readonly table: (name: string) => Buffer | undefined;
  /** Every table there is, one named twice included. */
  readonly all: readonly Child[];
}

/** The tracks of an index. `moov` is the content of the box. Throws `NotAnMp4` where boxes do not nest. */
export function tracksOf(moov: Buffer): TrackTables[] {
  return childrenOf(moov)
    .filter(({ type }) => type === "trak")
    .map(({ content }) => {
      const all: Child[] = [];
      const visit = (parent: Buffer) => {
        for (const child of childrenOf(parent)) {
          if (CONTAINERS.has(child.type)) visit(child.content);
          else all.push(child);
        }
      };
      visit(content);
      return { all, table: (name) => all.find(({ type }) => type === name)?.content };
    });
}

/** The boxes inside a box. What is left over at its end, or runs past it, is damage. */
export function childrenOf(parent: Buffer): Child[] {
  const children: Child[] = [];
  let at = 0;
  while (at + 8 <= parent.length) {
    const size = parent.readUInt32BE(at);
    // QuickTime's writers end some lists with four or eight zero bytes.
    if (size === 0) break;
    if (size < 8 || at + size > parent.length) throw contradiction();
    children.push({ type: parent.toString("latin1", at + 4, at + 8), content: parent.subarray(at + 8, at + size) });
    at += size;
  }
  return children;
}

export const contradiction = () => new NotAnMp4("The file is damaged: its index (moov box) contradicts itself.");
