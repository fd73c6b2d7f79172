/** One box of an MP4: length, four letters, contents. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

/** One that says its length in 64 bits, whatever it holds. */
export function longBox(type: string, size: bigint, ...content: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(type, 4, "latin1");
  head.writeBigUInt64BE(size, 8);
  return Buffer.concat([head, ...content]);
}

export interface Found {
  readonly type: string;
  /** Where it begins in the file. */
  readonly at: number;
  readonly bytes: Buffer;
}

const CONTAINERS = new Set(["moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "udta"]);

/** Every box of a sound MP4 whose lengths fit into 32 bits, those in containers after their container. */
export function boxesOf(file: Buffer, from = 0, to = file.length): Found[] {
  const boxes: Found[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = file.readUInt32BE(at);
    if (size < 8 || at + size > to) break;
    const type = file.toString("latin1", at + 4, at + 8);
    boxes.push({ type, at, bytes: file.subarray(at, at + size) });
    if (CONTAINERS.has(type)) boxes.push(...boxesOf(file, at + 8, at + size));
    at += size;
  }
  return boxes;
}

/** The nth box of a type. Throws where there is none. */
export function findBox(file: Buffer, type: string, nth = 1): Found {
  const found = boxesOf(file).filter((each) => each.type === type)[nth - 1];
  if (found === undefined) throw new Error(`The film has no ${type} box number ${nth}.`);
  return found;
}

/** A copy of the film with some bytes written over. */
export function altered(film: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(film);
  change(copy);
  return copy;
}

/** The film made so many bytes long by a `free` box at its end, which players pass over; what fills it decides the checksum. */
export function padded(film: Buffer, bytes: number, fill: (room: Buffer) => void): Buffer {
  const room = Buffer.alloc(bytes - film.length - 8);
  fill(room);
  return Buffer.concat([film, box("free", room)]);
}

interface Edit {
  /** How long the edit is shown, in ticks of the film's clock, a thousand to the second. */
  readonly ticks: number;
  /** Which moment of the track it begins with; -1 is an empty picture. */
  readonly from: number;
  readonly count?: number;
}

/** The film with an edit list in its first track, and everything moved to where it belongs then. */
export function withEdit(film: Buffer, { ticks, from, count = 1 }: Edit): Buffer {
  const list = Buffer.alloc(20);
  list.writeUInt32BE(count, 4);
  list.writeUInt32BE(ticks, 8);
  list.writeInt32BE(from, 12);
  list.writeUInt32BE(0x0001_0000, 16);
  const edits = box("edts", box("elst", list));
  const grown = altered(film, (copy) => {
    for (const { at, type } of boxesOf(film)) {
      if (type === "moov" || at === findBox(film, "trak").at)
        copy.writeUInt32BE(copy.readUInt32BE(at) + edits.length, at);
    }
    shiftOffsets(copy, boxesOf(film), edits.length);
  });
  const { at, bytes } = findBox(film, "tkhd");
  const place = at + bytes.length;
  return Buffer.concat([grown.subarray(0, place), edits, grown.subarray(place)]);
}

/** Moves every offset of an index, in place. */
export function shiftOffsets(film: Buffer, boxes: readonly Found[], by: number): void {
  for (const { at } of boxes.filter(({ type }) => type === "stco")) {
    for (let entry = film.readUInt32BE(at + 12), place = at + 16; entry > 0; entry--, place += 4)
      film.writeUInt32BE((film.readUInt32BE(place) + by) >>> 0, place);
  }
}
