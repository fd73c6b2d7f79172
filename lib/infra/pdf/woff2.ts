import { brotliDecompressSync } from "node:zlib";
import { byteReader, type ByteReader } from "./byte-reader";
import { glyphTables } from "./woff2-glyphs";

/** The tags that WOFF2 writes as a number, in the order of its specification (W3C, 4.1). */
const KNOWN_TAGS =
  "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill";

/** What makes a font variable. Without these tables it is the font of its default weight. */
const VARIATIONS = new Set(["fvar", "gvar", "avar", "cvar", "HVAR", "MVAR", "STAT"]);

interface Entry {
  readonly tag: string;
  /** How many bytes it takes in the unpacked data. */
  readonly length: number;
  readonly transformed: boolean;
}

/**
 * A font as browsers get it (WOFF2), as the TrueType file it was made from, in its default weight: the
 * form that a PDF can embed. Takes fonts that we ship, and throws for what those do not use.
 */
export function trueTypeOf(woff2: Buffer): Buffer {
  const reader = byteReader(woff2);
  if (reader.uint32() !== 0x774f4632) throw new Error("This is not a WOFF2 file.");
  const flavor = reader.uint32();
  reader.skip(4);
  const count = reader.uint16();
  reader.skip(6);
  const packed = reader.uint32();
  reader.skip(24);
  const entries = Array.from({ length: count }, () => readEntry(reader));
  const data = brotliDecompressSync(reader.bytes(packed));

  let at = 0;
  const tables = new Map<string, Buffer>();
  for (const { tag, length, transformed } of entries) {
    const bytes = data.subarray(at, (at += length));
    if (!transformed) tables.set(tag, bytes);
    else if (tag === "glyf") for (const [name, table] of Object.entries(glyphTables(bytes))) tables.set(name, table);
    else if (tag !== "loca") throw new Error(`The table ${tag} is packed in a way that is not read here.`);
  }
  const head = Buffer.from(tables.get("head") ?? []);
  // Offsets in `loca` are written in their long form.
  head.writeUInt16BE(1, 50);
  tables.set("head", head);
  return fileOf(
    flavor,
    [...tables].filter(([tag]) => !VARIATIONS.has(tag)),
  );
}

function readEntry(reader: ByteReader): Entry {
  const flags = reader.uint8();
  const known = flags & 0x3f;
  const tag = known === 0x3f ? reader.bytes(4).toString("latin1") : KNOWN_TAGS.slice(known * 5, known * 5 + 4);
  const length = reader.base128();
  const version = flags >> 6;
  // For these two, 3 is the form that nothing was done to; for all others it is 0.
  const transformed = tag === "glyf" || tag === "loca" ? version !== 3 : version !== 0;
  return { tag, transformed, length: transformed ? reader.base128() : length };
}

/** The tables as one file, in the order of their tags, each begun at a multiple of four. */
function fileOf(flavor: number, tables: readonly (readonly [string, Buffer])[]): Buffer {
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const power = Math.floor(Math.log2(sorted.length));
  const header = Buffer.alloc(12 + 16 * sorted.length);
  header.writeUInt32BE(flavor, 0);
  header.writeUInt16BE(sorted.length, 4);
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * (sorted.length - 2 ** power), 10);
  let offset = header.length;
  const bodies = sorted.map(([tag, table], index) => {
    const body = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    const entry = 12 + 16 * index;
    header.write(tag, entry, "latin1");
    header.writeUInt32BE(sumOf(body), entry + 4);
    header.writeUInt32BE(offset, entry + 8);
    header.writeUInt32BE(table.length, entry + 12);
    offset += body.length;
    return body;
  });
  return Buffer.concat([header, ...bodies]);
}

function sumOf(body: Buffer): number {
  let sum = 0;
  for (let at = 0; at < body.length; at += 4) sum = (sum + body.readUInt32BE(at)) >>> 0;
  return sum;
}
