import { contradiction, tracksOf, type TrackTables } from "./sample-tables";

/**
 * Tables of an index: where the number of entries stands behind the box's header and version, and
 * how many bytes an entry takes. (Those of `stsz` and `elst` depend on the table, see below.)
 */
const TABLES: Readonly<Record<string, number>> = { stsd: 8, stts: 8, ctts: 8, stsc: 12, stss: 4, stco: 4, co64: 8 };

/** Writers miscount by a few; a table that speaks of many more samples than there are is made to be expensive. */
const MISCOUNT = 1024;

/**
 * Holds the tables of an index against the bytes they stand in: a table of a hundred bytes that
 * claims four thousand million entries keeps any reader busy for minutes. `moov` is the content of
 * the box. Throws `NotAnMp4`.
 */
export function checkIndex(moov: Buffer, fileLength: number): void {
  for (const track of tracksOf(moov)) checkTrack(track, fileLength);
}

function checkTrack({ all }: TrackTables, fileLength: number): void {
  const count = { samples: 0, spoken: 0, chunks: 0 };
  let runs: Buffer | undefined;
  for (const { type, content } of all) {
    if (type === "stsz") count.samples = samplesOf(content, fileLength);
    else checkLength(type, content);
    if (type === "stts" || type === "ctts") count.spoken = Math.max(count.spoken, samplesIn(content));
    if (type === "stco" || type === "co64") count.chunks = content.readUInt32BE(4);
    if (type === "stsc") runs = content;
  }
  if (count.spoken > count.samples * 2 + MISCOUNT) throw contradiction();
  if (runs !== undefined) checkRuns(runs, count);
}

/** The table of runs: from which chunk on, counted from 1, a chunk holds how many samples. */
function checkRuns(table: Buffer, { samples, chunks }: { samples: number; chunks: number }): void {
  let before = 0;
  for (let entry = table.readUInt32BE(4), at = 8; entry > 0; entry--, at += 12) {
    const [first, held] = [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
    if (first <= before || first > chunks || held > samples + MISCOUNT) throw contradiction();
    before = first;
  }
}

function checkLength(type: string, content: Buffer): void {
  const bytesAnEntry = type === "elst" ? (content[0] === 1 ? 20 : 12) : TABLES[type];
  if (bytesAnEntry === undefined) return;
  if (content.length < 8 || content.readUInt32BE(4) * bytesAnEntry > content.length - 8) throw contradiction();
}

/** How many samples a table of sizes names; where all have one size, they must fit into the file. */
function samplesOf(stsz: Buffer, fileLength: number): number {
  if (stsz.length < 12) throw contradiction();
  const [each, count] = [stsz.readUInt32BE(4), stsz.readUInt32BE(8)];
  const fits = each === 0 ? count * 4 <= stsz.length - 12 : each * count <= fileLength;
  if (!fits) throw contradiction();
  return count;
}

/** How many samples a table of (count, value) pairs speaks of. */
function samplesIn(table: Buffer): number {
  let sum = 0;
  for (let entry = table.readUInt32BE(4), at = 8; entry > 0; entry--, at += 8) sum += table.readUInt32BE(at);
  return sum;
}
