import { randomFrom, type Mutate } from "./mutate";
import { altered, box, boxesOf, findBox, longBox, padded, shiftOffsets, withEdit } from "@/lib/testing/mp4-boxes";

/** A file that no desk may publish as a film. */
export interface DamagedFilm {
  readonly kind: string;
  /** What was done to it, precisely enough to do it again. */
  readonly name: string;
  readonly bytes: Buffer;
  /** What its sender says of its length; the truth unless told. */
  readonly seconds?: number;
}

const WHOLE_RATIOS = [0.05, 0.01, 0.004, 0.001, 0.0004, 0.0001];
const INDEX_RATIOS = [0.01, 0.004, 0.001, 0.0004, 0.0001];
const SEEDS = Array.from({ length: 11 }, (_, seed) => seed + 1);

/** Every damaged and lying file there is, made of one sound film and others that are as sound. */
export function damagedFilms(film: Buffer, others: readonly Buffer[], mutate: Mutate): DamagedFilm[] {
  return [
    ...mutated(film, mutate),
    ...cut(film),
    ...polyglots(film),
    ...impossibleSizes(film),
    ...lyingTables(film),
    ...emptyBoxes(film),
    ...nested(film),
    ...withoutPicture(film),
    ...lyingLengths(film),
    ...strayIndexes(film, others),
  ];
}

/** Turned bits all over the film, and in its index alone. A few in the pictures' own data only the checksum can vouch for. */
function mutated(film: Buffer, mutate: Mutate): DamagedFilm[] {
  const moov = findBox(film, "moov");
  const every = (kind: string, ratios: readonly number[], range: readonly [number, number]) =>
    ratios.flatMap((ratio) =>
      SEEDS.map((seed) => ({
        kind,
        name: `${kind}, ratio ${ratio}, seed ${seed}`,
        bytes: mutate(film, { seed, ratio, range }),
      })),
    );
  return [
    ...every("bits turned everywhere", WHOLE_RATIOS, [0, film.length - 1]),
    ...every("bits turned in the index", INDEX_RATIOS, [moov.at, moov.at + moov.bytes.length - 1]),
  ];
}

function cut(film: Buffer): DamagedFilm[] {
  const random = randomFrom(17);
  const lengths = [
    0,
    1,
    4,
    7,
    8,
    12,
    27,
    28,
    31,
    36,
    4000,
    ...[1, 2, 7, 8, 100, 1000].map((missing) => film.length - missing),
    ...Array.from({ length: 25 }, () => Math.floor(random() * film.length)),
  ];
  return lengths.map((length) => ({
    kind: "cut short",
    name: `cut to ${length} of ${film.length} bytes`,
    bytes: film.subarray(0, length),
  }));
}

const GUESTS: Readonly<Record<string, Buffer>> = {
  HTML: Buffer.from("<!doctype html><html><script>alert(document.domain)</script></html>".repeat(40)),
  ZIP: Buffer.from(`PK\x03\x04\x14\0\0\0\0\0${"\0".repeat(16)}\x05\0\0\0a.exeMZ${"x".repeat(900)}PK\x05\x06`, "latin1"),
  PDF: Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n`),
  "a playlist": Buffer.from("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\nhttp://10.0.0.1/\n"),
  "a program": Buffer.from(`MZ${"\x90\0".repeat(600)}`, "latin1"),
};

/** Files that are something else as well. */
function polyglots(film: Buffer): DamagedFilm[] {
  const [ftyp, moov] = [findBox(film, "ftyp").bytes, findBox(film, "moov").bytes];
  return Object.entries(GUESTS).flatMap(([guest, bytes]) => {
    const made: Record<string, Buffer> = {
      "behind a film": Buffer.concat([film, bytes]),
      "before a film": Buffer.concat([bytes, film]),
      "behind a file type": Buffer.concat([ftyp, bytes]),
      "as media data": Buffer.concat([ftyp, moov, box("mdat", bytes)]),
      "as index": Buffer.concat([ftyp, box("moov", bytes), box("mdat", film.subarray(6223))]),
    };
    return Object.entries(made).map(([place, file]) => ({
      kind: "a polyglot",
      name: `${guest} ${place}`,
      bytes: file,
    }));
  });
}

function impossibleSizes(film: Buffer): DamagedFilm[] {
  const [ftyp, moov, mdat] = [findBox(film, "ftyp"), findBox(film, "moov"), findBox(film, "mdat")];
  return [2n ** 63n, 2n ** 64n - 1n, 2n ** 63n - 1n, 2n ** 53n, 2n ** 40n, 2n ** 32n, 15n, 3n].flatMap((size) => {
    const made: Record<string, Buffer> = {
      moov: Buffer.concat([ftyp.bytes, longBox("moov", size, moov.bytes.subarray(8)), mdat.bytes]),
      mdat: Buffer.concat([ftyp.bytes, moov.bytes, longBox("mdat", size, mdat.bytes.subarray(8))]),
      free: Buffer.concat([film, longBox("free", size, Buffer.alloc(64))]),
    };
    return Object.entries(made).map(([type, bytes]) => ({
      kind: "an impossible size",
      name: `a ${type} box of ${size} bytes`,
      bytes,
    }));
  });
}

/** Where the number of entries stands behind a table's header. */
const COUNTS: Readonly<Record<string, number>> = {
  stts: 12,
  ctts: 12,
  stsc: 12,
  stco: 12,
  stss: 12,
  stsd: 12,
  stsz: 16,
};

function lyingTables(film: Buffer): DamagedFilm[] {
  return Object.entries(COUNTS).flatMap(([type, place]) => {
    const { at } = findBox(film, type);
    return [0xffffffff, 0x80000000, 0x10000000, 0x0000ffff].map((count) => ({
      kind: "a table that lies",
      name: `${type} says it has ${count} entries`,
      bytes: altered(film, (copy) => copy.writeUInt32BE(count, at + place)),
    }));
  });
}

/** Boxes of no length, or smaller than their own header. */
function emptyBoxes(film: Buffer): DamagedFilm[] {
  return ["trak", "mdia", "minf", "stbl", "stsd", "mdhd"].flatMap((type) => {
    const { at } = findBox(film, type);
    return [0, 7].map((size) => ({
      kind: "an empty box",
      name: `a ${type} box of ${size} bytes`,
      bytes: altered(film, (copy) => copy.writeUInt32BE(size, at)),
    }));
  });
}

function nested(film: Buffer): DamagedFilm[] {
  const [ftyp, mdat] = [findBox(film, "ftyp").bytes, findBox(film, "mdat").bytes];
  return [100, 10_000, 1_000_000].flatMap((depth) =>
    ["trak", "meta"].map((type) => {
      const inside = Buffer.alloc(depth * 8);
      for (let level = 0; level < depth; level++) {
        inside.writeUInt32BE((depth - level) * 8, level * 8);
        inside.write(type, level * 8 + 4, "latin1");
      }
      return {
        kind: "boxes in boxes",
        name: `${depth} ${type} boxes, each in the one before`,
        bytes: Buffer.concat([ftyp, box("moov", inside), mdat]),
      };
    }),
  );
}

function withoutPicture(film: Buffer): DamagedFilm[] {
  const picture = findBox(film, "hdlr");
  const codec = findBox(film, "stsd");
  const called = (letters: string) => altered(film, (copy) => copy.write(letters, picture.at + 16, "latin1"));
  return [
    ...["soun", "text", "meta", "\0\0\0\0"].map((letters) => ({
      name: `the picture's track calls itself ${JSON.stringify(letters)}`,
      bytes: called(letters),
    })),
    {
      name: "the picture's track is free space",
      bytes: altered(film, (copy) => copy.write("free", findBox(film, "trak").at + 4, "latin1")),
    },
    { name: "an unknown codec", bytes: altered(film, (copy) => copy.write("zzzz", codec.at + 20, "latin1")) },
  ].map((made) => ({ kind: "without a picture", ...made }));
}

/** Lengths that are zero, enormous or not as claimed. */
function lyingLengths(film: Buffer): DamagedFilm[] {
  const [stts, mdhd] = [findBox(film, "stts"), findBox(film, "mdhd")];
  const set = (name: string, place: number, value: number) => ({
    kind: "a length that lies",
    name,
    bytes: altered(film, (copy) => copy.writeUInt32BE(value, place)),
  });
  return [
    set("samples that last nothing", stts.at + 20, 0),
    set("samples that last for hours", stts.at + 20, 0x7fffffff),
    set("a clock that stands still", mdhd.at + 20, 0),
    set("a clock of four thousand million ticks", mdhd.at + 20, 0xffffffff),
    set("a track of no length", mdhd.at + 24, 0),
    set("a track of 2^31 ticks", mdhd.at + 24, 0x7fffffff),
    ...Object.entries({
      "an edit that begins behind the end": withEdit(film, { ticks: 10_000, from: 0x7fffff00 }),
      "an edit of a thousand hours": withEdit(film, { ticks: 0xfffffff0, from: 0 }),
      "an edit that shows nothing for an hour": withEdit(film, { ticks: 3_600_000, from: -1 }),
      "an edit list of four thousand million edits": withEdit(film, { ticks: 10_000, from: 0, count: 0xffffffff }),
    }).map(([name, bytes]) => ({ kind: "a length that lies", name, bytes })),
    ...[0.1, 5, 9.4, 10.7, 11, 100, 600_000].map((seconds) => ({
      kind: "a length that lies",
      name: `claimed to run ${seconds} s`,
      // Files of their own, for the same file is the same delivery.
      bytes: padded(film, film.length + 64, (room) => room.write(String(seconds))),
      seconds,
    })),
  ];
}

/** Indexes that point beyond the end, past each other, or belong to another film. */
function strayIndexes(film: Buffer, others: readonly Buffer[]): DamagedFilm[] {
  const [ftyp, moov, mdat] = [findBox(film, "ftyp").bytes, findBox(film, "moov").bytes, findBox(film, "mdat").bytes];
  const shifted = (by: number) => altered(film, (copy) => shiftOffsets(copy, boxesOf(film), by));
  return [
    ...[-6000, -64, -4, -1, 1, 4, 64, 1000, 100_000, 0x40000000].map((by) => ({
      name: `every offset ${by} bytes off`,
      bytes: shifted(by),
    })),
    { name: "the index twice", bytes: Buffer.concat([ftyp, moov, moov, mdat]) },
    { name: "no index", bytes: Buffer.concat([ftyp, mdat]) },
    { name: "no media data", bytes: Buffer.concat([ftyp, moov]) },
    { name: "no file type", bytes: Buffer.concat([moov, mdat]) },
    { name: "media data of zeros", bytes: Buffer.concat([ftyp, moov, box("mdat", Buffer.alloc(mdat.length - 8))]) },
    ...others.flatMap((other, number) => [
      {
        name: `the index of film ${number + 1}`,
        bytes: Buffer.concat([ftyp, findBox(other, "moov").bytes, mdat]),
      },
      {
        name: `the media data of film ${number + 1}`,
        bytes: Buffer.concat([ftyp, moov, findBox(other, "mdat").bytes]),
      },
    ]),
  ].map((made) => ({ kind: "a stray index", ...made }));
}
