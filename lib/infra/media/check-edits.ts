import { childrenOf, contradiction, type TrackTables } from "./sample-tables";

/** Writers round by less than this. */
const MOST_SECONDS_APART = 1;
/** Sound that begins later than the picture is told so; nothing begins later than this. */
const MOST_SECONDS_OF_NOTHING = 60;

/**
 * Holds a track's edit list against the track: what it shows must be there, and begin in sensible time.
 * `moov` is the content of the box, whose clock edits are counted in; the track's own clock counts where
 * they begin. Throws `NotAnMp4`.
 */
export function checkEdits(moov: Buffer, track: TrackTables, media: { scale: number; length: number }): void {
  const [elst, mvhd] = [track.table("elst"), childrenOf(moov).find(({ type }) => type === "mvhd")?.content];
  if (elst === undefined) return;
  if (mvhd === undefined || mvhd.length < 24) throw contradiction();
  const scale = mvhd.readUInt32BE(mvhd[0] === 1 ? 20 : 12);
  if (scale === 0) throw contradiction();
  let [shown, nothing] = [0, 0];
  for (const { ticks, from } of editsIn(elst)) {
    if (from === -1) nothing += ticks / scale;
    else shown += ticks / scale;
    if (from > media.length) throw contradiction();
  }
  const there = media.length / media.scale;
  if (nothing > MOST_SECONDS_OF_NOTHING || shown > there + MOST_SECONDS_APART) throw contradiction();
}

function* editsIn(elst: Buffer): Generator<{ ticks: number; from: number }> {
  const long = elst[0] === 1;
  for (let entry = elst.readUInt32BE(4), at = 8; entry > 0; entry--, at += long ? 20 : 12) {
    yield long
      ? { ticks: Number(elst.readBigUInt64BE(at)), from: Number(elst.readBigInt64BE(at + 8)) }
      : { ticks: elst.readUInt32BE(at), from: elst.readInt32BE(at + 4) };
  }
}
