import { checkEdits } from "./check-edits";
import { NotAnMp4 } from "./media-facts";
import { childrenOf, contradiction, tracksOf, type TrackTables } from "./sample-tables";

/** Where bytes lie in the file; the end does not count. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Reads bytes of the file; fewer where it ends. */
export type ReadBytes = (at: number, bytes: number) => Buffer;

/** Pictures of a long film are looked into one in so many, so that the look stays short. */
const MOST_PICTURES = 20_000;
/** Writers round the sum of a track's samples by less than this. */
const MOST_SECONDS_APART = 1;
/** The pictures of twenty hours. */
const MOST_MOMENTS = 5_000_000;
/** No writer delays a picture for longer, whatever order it stores them in. */
const MOST_SECONDS_DELAYED = 60;

/**
 * Holds an index whose tables are sound (check-index.ts) against the media data it points into: every
 * chunk of picture and sound lies inside it, no two share bytes, the moments agree with the length,
 * and every picture is built as its codec wants. One altered entry shows itself here, although most of
 * the film would play. `moov` is the content of the box, `media` where data lies. Throws `NotAnMp4`.
 */
export function checkSamples(moov: Buffer, media: readonly Extent[], read: ReadBytes): void {
  const chunks: Extent[] = [];
  for (const track of tracksOf(moov)) {
    const handler = track.table("hdlr")?.toString("latin1", 8, 12);
    const sizes = track.table("stsz");
    // Chapters and timecodes may share bytes; a fragmented film keeps its samples elsewhere.
    if ((handler !== "vide" && handler !== "soun") || sizes === undefined || sizes.readUInt32BE(8) === 0) continue;
    const samples = placesOf(track, sizes);
    for (const chunk of samples.chunks) {
      if (!media.some(({ from, to }) => chunk.from >= from && chunk.to <= to)) throw outside();
      chunks.push(chunk);
    }
    checkEdits(moov, track, checkMoments(track, sizes.readUInt32BE(8)));
    if (handler === "vide") checkPictures(track, samples, read);
  }
  chunks.sort((left, right) => left.from - right.from || left.to - right.to);
  for (const [index, { from, to }] of chunks.entries()) {
    const before = chunks[index - 1];
    // The very same bytes twice are a picture that is shown twice.
    if (before && from < before.to && !(from === before.from && to === before.to)) throw contradiction();
  }
}

interface Places {
  readonly chunks: readonly Extent[];
  /** Of samples that are listed one by one; sound that was not compressed has too many for that, all of one size. */
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
}

/** Where the chunks of a track lie, and its samples. */
function placesOf(track: TrackTables, stsz: Buffer): Places {
  const [each, count] = [stsz.readUInt32BE(4), stsz.readUInt32BE(8)];
  const listed = each === 0 ? count : 0;
  const [short, long, runs] = [track.table("stco"), track.table("co64"), track.table("stsc")];
  const table = short ?? long;
  if (table === undefined || runs === undefined || runs.readUInt32BE(4) === 0) throw contradiction();
  const [offsets, sizes] = [new Float64Array(listed), new Uint32Array(listed)];
  const chunks: Extent[] = [];
  const held = { run: 0, samples: 0 };
  let sample = 0;
  for (let chunk = 1; chunk <= table.readUInt32BE(4) && sample < count; chunk++) {
    if (held.run < runs.readUInt32BE(4) && runs.readUInt32BE(8 + held.run * 12) === chunk) {
      held.samples = runs.readUInt32BE(12 + held.run * 12);
      held.run += 1;
    }
    const from = short ? short.readUInt32BE(4 + chunk * 4) : Number(table.readBigUInt64BE(chunk * 8));
    let to = from;
    const end = Math.min(count, sample + held.samples);
    if (each > 0) [to, sample] = [from + (end - sample) * each, end];
    for (; sample < end; sample++) {
      const size = stsz.readUInt32BE(12 + sample * 4);
      offsets[sample] = to;
      sizes[sample] = size;
      to += size;
    }
    chunks.push({ from, to });
  }
  if (sample < count) throw contradiction();
  return { chunks, offsets, sizes };
}

/** The lengths of all samples sum up to the track's, and no picture is put off without end or shown beside another. Returns the track's clock and length. */
function checkMoments(track: TrackTables, count: number): { scale: number; length: number } {
  const [mdhd, stts, ctts] = [track.table("mdhd"), track.table("stts"), track.table("ctts")];
  if (mdhd === undefined || mdhd.length < 20 || stts === undefined) throw contradiction();
  const inLong = mdhd[0] === 1 && mdhd.length >= 32;
  const scale = mdhd.readUInt32BE(inLong ? 20 : 12);
  const length = inLong ? Number(mdhd.readBigUInt64BE(24)) : mdhd.readUInt32BE(16);
  let whole = 0;
  for (const { times, value } of pairsOf(stts)) whole += times * value;
  // Some writers leave the length open, with all bits set.
  const open = length === 0xffffffff || length >= 2 ** 63;
  if (scale === 0 || (!open && Math.abs(whole - length) > MOST_SECONDS_APART * scale)) throw contradiction();
  const media = { scale, length: whole };
  if (ctts === undefined) return media;
  for (const { value } of pairsOf(ctts)) {
    // Signed in one version, and by many writers in the other as well.
    if (Math.abs(value | 0) > MOST_SECONDS_DELAYED * scale) throw contradiction();
  }
  // Where every picture lasts equally long, none is shown at the moment of another.
  const each = stts.readUInt32BE(4) === 1 ? stts.readUInt32BE(12) : 0;
  if (each === 0 || count > MOST_MOMENTS) return media;
  const shownAt = new Float64Array(count).map((_, sample) => sample * each);
  let sample = 0;
  for (const { times, value } of pairsOf(ctts)) {
    for (const end = Math.min(count, sample + times); sample < end; sample++)
      shownAt[sample] = (shownAt[sample] ?? 0) + (value | 0);
  }
  shownAt.sort();
  if (shownAt.some((at, index) => index > 0 && at === shownAt[index - 1])) throw contradiction();
  return media;
}

function* pairsOf(table: Buffer): Generator<{ times: number; value: number }> {
  for (let entry = table.readUInt32BE(4), at = 8; entry > 0; entry--, at += 8)
    yield { times: table.readUInt32BE(at), value: table.readUInt32BE(at + 4) };
}

/** Where the decoder's description says how many bytes a unit's length takes, in the lowest two bits. */
const PLACE_OF_LENGTH: Readonly<Record<string, number>> = { avcC: 4, hvcC: 21 };
/** Bytes of a picture's description before the boxes inside it. */
const DESCRIPTION = 78;

/** H.264 and HEVC pictures are runs of units, each with its length before it: they fill the picture exactly. */
function checkPictures(track: TrackTables, { offsets, sizes }: Places, read: ReadBytes): void {
  const bytesOfLength = lengthBytes(track);
  if (bytesOfLength === undefined) return;
  const step = Math.max(1, Math.ceil(sizes.length / MOST_PICTURES));
  for (let sample = 0; sample < sizes.length; sample += step) {
    const [from, size] = [offsets[sample] ?? 0, sizes[sample] ?? 0];
    let at = 0;
    while (at + bytesOfLength <= size) {
      const bytes = read(from + at, bytesOfLength);
      const length = bytes.length === bytesOfLength ? bytes.readUIntBE(0, bytesOfLength) : size;
      // Some writers fill up with zeros.
      if (length === 0 && at > 0) at = size;
      else at += bytesOfLength + length;
    }
    if (at !== size) throw unfit();
  }
}

function lengthBytes(track: TrackTables): number | undefined {
  const [entry] = childrenOf(track.table("stsd")?.subarray(8) ?? Buffer.alloc(0));
  if (entry === undefined || !/^(avc[13]|hvc1|hev1)$/.test(entry.type)) return undefined;
  for (const { type, content } of childrenOf(entry.content.subarray(DESCRIPTION))) {
    const place = PLACE_OF_LENGTH[type];
    const byte = place === undefined ? undefined : content[place];
    if (byte !== undefined) return (byte & 3) + 1;
  }
  return undefined;
}

const outside = () => new NotAnMp4("The file is cut short: its index points beyond its media data.");
const unfit = () => new NotAnMp4("The file's index does not fit its contents: pictures in it cannot be read.");
