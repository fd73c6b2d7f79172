import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { checkIndex } from "./check-index";
import { checkSamples, type Extent } from "./check-samples";
import { NotAnMp4 } from "./media-facts";

/**
 * Brands of which at least one must be named. QuickTime's own (`qt  `), sound-only ones (`M4A `,
 * `M4B `) and pictures (`heic`, `avif`) alone do not make a video that players everywhere open.
 */
const BRANDS = new Set(
  "isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 hvc1 av01 M4V M4VH M4VP MSNV dash cmfc cmf2 f4v".split(
    " ",
  ),
);

/** A film of two-second fragments reaches 18 hours with these many boxes. */
const MOST_BOXES = 65_536;
/** The index of a film of twenty hours. What is larger would have to be held in memory whole. */
const MOST_INDEX_BYTES = 64 * 1024 ** 2;
const MOST_FTYP_BYTES = 1024;

/**
 * Walks the boxes a file is made of, with reads of sixteen bytes, and holds them against its
 * length: each must end inside it, and `ftyp` (first), `moov` (once) and media data must be there.
 * What a box claims of its size is never used to reserve memory. Throws `NotAnMp4`.
 */
export async function walkBoxes(file: FileHandle, length: number): Promise<void> {
  if (length === 0) throw new NotAnMp4("The file is empty.");
  const seen = { moov: 0 };
  const media: Extent[] = [];
  let index: Buffer = Buffer.alloc(0);
  let at = 0;
  for (let count = 0; at < length; count++) {
    if (count >= MOST_BOXES) throw new NotAnMp4(`The file has more than ${MOST_BOXES} boxes at its top level.`);
    const box = await readBox({ file, at, length });
    if (count === 0) await readBrands(file, box);
    if (box.type === "moov") {
      seen.moov += 1;
      if (box.end - box.content > MOST_INDEX_BYTES)
        throw new NotAnMp4("The file's index (its moov box) is larger than 64 MiB.");
      index = await readAt({ file, at: box.content, bytes: box.end - box.content });
      checkIndex(index, length);
    }
    if (box.type === "mdat") media.push({ from: box.content, to: box.end });
    at = box.end;
  }
  if (seen.moov === 0) throw new NotAnMp4("The file has no index (no moov box): it was cut short or never finished.");
  if (seen.moov > 1) throw new NotAnMp4("The file has more than one index (moov box).");
  if (media.length === 0) throw new NotAnMp4("The file holds no media data (no mdat box).");
  checkSamples(index, media, (from, bytes) => {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(file.fd, buffer, 0, bytes, from));
  });
}

interface Box {
  readonly type: string;
  readonly at: number;
  /** Where its content begins, after 8 or 16 bytes. */
  readonly content: number;
  readonly end: number;
}

async function readBox({ file, at, length }: { file: FileHandle; at: number; length: number }): Promise<Box> {
  const head = await readAt({ file, at, bytes: Math.min(16, length - at) });
  if (head.length < 8) {
    throw new NotAnMp4(
      at === 0 ? "The file is too short to be an MP4." : `The file ends within a box's header, at byte ${length}.`,
    );
  }
  const type = head.toString("latin1", 4, 8);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) {
    throw new NotAnMp4(
      at === 0 ? "The file is not an MP4." : `The file holds something that is no MP4 box at byte ${at}.`,
    );
  }
  // Before anything is said of sizes: a text or a page has letters here too, and deserves the plain answer.
  if (at === 0 && type !== "ftyp")
    throw new NotAnMp4("The file is not an MP4: it does not begin with a file type (ftyp box).");
  const { size, header } = sizeOf(head, { type, at, length });
  const end = at + size;
  if (end > length) {
    throw new NotAnMp4(`The file is cut short: its ${type} box reaches to byte ${end}, the file ends at ${length}.`);
  }
  return { type, at, content: at + header, end };
}

function sizeOf(
  head: Buffer,
  { type, at, length }: { type: string; at: number; length: number },
): { size: number; header: number } {
  const short = head.readUInt32BE(0);
  if (short === 0) return { size: length - at, header: 8 };
  if (short !== 1) {
    if (short < 8) throw new NotAnMp4(`The ${type} box at byte ${at} says it is smaller than its own header.`);
    return { size: short, header: 8 };
  }
  if (head.length < 16) throw new NotAnMp4(`The file ends within a box's header, at byte ${length}.`);
  const long = head.readBigUInt64BE(8);
  if (long < 16n) throw new NotAnMp4(`The ${type} box at byte ${at} says it is smaller than its own header.`);
  if (long > BigInt(Number.MAX_SAFE_INTEGER - at))
    throw new NotAnMp4(`The ${type} box at byte ${at} claims an impossible size.`);
  return { size: Number(long), header: 16 };
}

async function readBrands(file: FileHandle, { content, end }: Box): Promise<void> {
  const bytes = end - content;
  if (bytes < 8 || bytes > MOST_FTYP_BYTES) throw new NotAnMp4("The file's type (ftyp box) makes no sense.");
  const text = (await readAt({ file, at: content, bytes })).toString("latin1");
  // The four bytes after the first brand are a version number.
  const brands = [text.slice(0, 4), ...(text.slice(8).match(/.{4}/gs) ?? [])].map((brand) => brand.trim());
  if (brands.some((brand) => BRANDS.has(brand))) return;
  const named = brands[0] ?? "";
  throw new NotAnMp4(
    named === "qt"
      ? "The file is a QuickTime movie, not an MP4."
      : `The file calls itself ${/^[\w ]+$/.test(named) ? `"${named}"` : "something unknown"}, which is not an MP4 video.`,
  );
}

async function readAt({ file, at, bytes }: { file: FileHandle; at: number; bytes: number }): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}
