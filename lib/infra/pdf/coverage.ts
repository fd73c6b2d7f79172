import { byteReader } from "./byte-reader";

/** The characters that a TrueType font has a picture of, read off its `cmap` (formats 4 and 12, which are all there is today). */
export function coverageOf(font: Buffer): ReadonlySet<number> {
  const cmap = tableOf(font, "cmap");
  const reader = byteReader(cmap);
  reader.skip(2);
  const covered = new Set<number>();
  for (let left = reader.uint16(); left > 0; left -= 1) {
    reader.skip(4);
    const table = cmap.subarray(reader.uint32());
    const format = table.readUInt16BE(0);
    for (const [from, to] of format === 4 ? segments4(table) : format === 12 ? groups12(table) : []) {
      for (let code = from; code <= to; code += 1) covered.add(code);
    }
  }
  return covered;
}

function tableOf(font: Buffer, wanted: string): Buffer {
  const reader = byteReader(font);
  reader.skip(4);
  const count = reader.uint16();
  reader.skip(6);
  for (let left = count; left > 0; left -= 1) {
    const tag = reader.bytes(4).toString("latin1");
    reader.skip(4);
    const [offset, length] = [reader.uint32(), reader.uint32()];
    if (tag === wanted) return font.subarray(offset, offset + length);
  }
  throw new Error(`The font has no table ${wanted}.`);
}

type Range = readonly [from: number, to: number];

/** Ends and starts stand in two lists, with two bytes of nothing between them; the last segment stands for no character. */
function segments4(table: Buffer): Range[] {
  const count = table.readUInt16BE(6) / 2;
  return Array.from({ length: count }, (_, at): Range => {
    const end = table.readUInt16BE(14 + 2 * at);
    return [table.readUInt16BE(16 + 2 * count + 2 * at), end];
  }).filter(([, end]) => end !== 0xffff);
}

function groups12(table: Buffer): Range[] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, at): Range => {
    const group = 16 + 12 * at;
    return [table.readUInt32BE(group), table.readUInt32BE(group + 4)];
  });
}
