import { byteReader, type ByteReader } from "./byte-reader";

interface Point {
  readonly dx: number;
  readonly dy: number;
  readonly onCurve: boolean;
}

/** The streams that WOFF2 takes the outlines apart into, so that each packs well (W3C, 5.1). */
interface Streams {
  readonly contours: ByteReader;
  readonly counts: ByteReader;
  readonly flags: ByteReader;
  readonly glyphs: ByteReader;
  readonly composites: ByteReader;
  readonly boxes: ByteReader;
  readonly instructions: ByteReader;
}

/** The outlines as TrueType keeps them: `glyf`, and in `loca` where each begins. */
export function glyphTables(transformed: Buffer): { glyf: Buffer; loca: Buffer } {
  const reader = byteReader(transformed);
  reader.skip(4);
  const count = reader.uint16();
  reader.skip(2);
  const sizes = Array.from({ length: 7 }, () => reader.uint32());
  const [contours, counts, flags, glyphs, composites, boxes, instructions] = sizes.map((size) =>
    byteReader(reader.bytes(size)),
  );
  if (!contours || !counts || !flags || !glyphs || !composites || !boxes || !instructions)
    throw new Error("There are seven streams by construction.");
  const streams: Streams = { contours, counts, flags, glyphs, composites, boxes, instructions };
  const hasBox = boxes.bytes(4 * Math.ceil(count / 32));

  const loca = Buffer.alloc(4 * (count + 1));
  let offset = 0;
  const bodies = Array.from({ length: count }, (_, id) => {
    const boxed = ((hasBox[id >> 3] ?? 0) & (0x80 >> (id & 7))) !== 0;
    const body = glyphOf(streams, boxed);
    offset += body.length;
    loca.writeUInt32BE(offset, 4 * (id + 1));
    return body;
  });
  return { glyf: Buffer.concat(bodies), loca };
}

function glyphOf(streams: Streams, boxed: boolean): Buffer {
  const contours = streams.contours.int16();
  if (contours === 0) return Buffer.alloc(0);
  const body = contours < 0 ? compositeOf(streams, boxed) : simpleOf(streams, contours, boxed);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

const MORE_COMPONENTS = 0x20;
const HAS_INSTRUCTIONS = 0x100;

/** A glyph made of others, such as a letter and its accent: taken over as it is. */
function compositeOf({ composites, boxes, glyphs, instructions }: Streams, boxed: boolean): Buffer {
  if (!boxed) throw new Error("A composite glyph has a box of its own.");
  const parts = [int16s([-1]), boxes.bytes(8)];
  let [more, instructed] = [true, false];
  while (more) {
    const head = composites.bytes(4);
    const flags = head.readUInt16BE(0);
    const places = flags & 0x1 ? 4 : 2;
    const scale = flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    parts.push(head, composites.bytes(places + scale));
    more = (flags & MORE_COMPONENTS) !== 0;
    instructed ||= (flags & HAS_INSTRUCTIONS) !== 0;
  }
  if (instructed) {
    const length = glyphs.short255();
    parts.push(int16s([length]), instructions.bytes(length));
  }
  return Buffer.concat(parts);
}

function simpleOf({ counts, flags, glyphs, boxes, instructions }: Streams, contours: number, boxed: boolean): Buffer {
  let total = 0;
  const ends = Array.from({ length: contours }, () => (total += counts.short255()) - 1);
  const points = Array.from({ length: total }, () => pointOf(flags.uint8(), glyphs));
  const length = glyphs.short255();
  return Buffer.concat([
    int16s([contours]),
    boxed ? boxes.bytes(8) : boxAround(points),
    int16s([...ends, length]),
    instructions.bytes(length),
    // Every coordinate in two bytes: what is embedded in a page is packed again anyway.
    Buffer.from(points.map(({ onCurve }) => (onCurve ? 1 : 0))),
    int16s(points.map(({ dx }) => dx)),
    int16s(points.map(({ dy }) => dy)),
  ]);
}

/** One step along an outline: how many bytes it takes, and how they are to be read, its flag says (W3C, 5.2). */
function pointOf(flag: number, bytes: ByteReader): Point {
  const onCurve = flag < 0x80;
  const kind = flag & 0x7f;
  const x = (size: number) => (kind & 1 ? size : -size);
  const y = (size: number) => (kind & 2 ? size : -size);
  if (kind < 10) return { dx: 0, dy: x(((kind & 14) << 7) + bytes.uint8()), onCurve };
  if (kind < 20) return { dx: x((((kind - 10) & 14) << 7) + bytes.uint8()), dy: 0, onCurve };
  if (kind < 84) {
    const [high, both] = [kind - 20, bytes.uint8()];
    return { dx: x(1 + (high & 0x30) + (both >> 4)), dy: y(1 + ((high & 0x0c) << 2) + (both & 15)), onCurve };
  }
  if (kind < 120) {
    const high = kind - 84;
    const dx = x(1 + (Math.floor(high / 12) << 8) + bytes.uint8());
    return { dx, dy: y(1 + (((high % 12) >> 2) << 8) + bytes.uint8()), onCurve };
  }
  if (kind < 124) {
    const [first, middle, last] = [bytes.uint8(), bytes.uint8(), bytes.uint8()];
    return { dx: x((first << 4) + (middle >> 4)), dy: y(((middle & 15) << 8) + last), onCurve };
  }
  const dx = x(bytes.uint16());
  return { dx, dy: y(bytes.uint16()), onCurve };
}

function boxAround(points: readonly Point[]): Buffer {
  let [x, y] = [0, 0];
  const places = points.map(({ dx, dy }) => ({ x: (x += dx), y: (y += dy) }));
  const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)];
  return int16s([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
}

function int16s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeInt16BE(value, index * 2);
  return bytes;
}
