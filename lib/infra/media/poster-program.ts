/**
 * The program dist/draw-poster.js: draws the poster of the film named first into the file named
 * second. It runs in a process of its own (see draw-poster.ts) and ends with 0 when the poster is there.
 */
import { FilePathSource, Input, MP4 } from "mediabunny";
import sharp from "sharp";
import { grabFrame, type FilmShape, type Frame } from "./grab-frame";
import { endWithParent } from "./end-with-parent";

const LONGER_SIDE = 960;
const QUALITY = 82;

/** Where to look, as parts of the whole film: a little way in, past titles and fades, then further. */
const CANDIDATES = [0.1, 0.2, 0.35, 0.5, 0.75];
/** Luminance, 0 to 255: darker than this is a fade, more even than this a title card or a wall. */
const DARKEST_MEAN = 22;
const FLATTEST_SPREAD = 18;

async function shapeOf(film: string): Promise<FilmShape & { seconds: number }> {
  using input = new Input({ source: new FilePathSource(film), formats: [MP4] });
  const video = await input.getPrimaryVideoTrack();
  if (video === null) throw new Error("The film has no video track.");
  const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  const scale = Math.min(1, LONGER_SIDE / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    seconds: await video.computeDuration(),
  };
}

/** Mean and spread of a frame's luminance. */
async function luminance(frame: Frame): Promise<{ mean: number; spread: number }> {
  const small = await frame.image.clone().greyscale().resize(64, 64, { fit: "fill" }).png().toBuffer();
  const { channels } = await sharp(small).stats();
  return { mean: channels[0]?.mean ?? 0, spread: channels[0]?.stdev ?? 0 };
}

/** The first frame that shows something; where none does, the one with the most to see. */
async function chooseFrame(film: string): Promise<Frame> {
  const shape = await shapeOf(film);
  let best: { frame: Frame; spread: number } | undefined;
  let failure: unknown;
  for (const part of CANDIDATES) {
    try {
      const frame = await grabFrame({ film, seconds: shape.seconds * part, shape });
      const { mean, spread } = await luminance(frame);
      if (mean >= DARKEST_MEAN && spread >= FLATTEST_SPREAD) return frame;
      if (best === undefined || spread > best.spread) best = { frame, spread };
    } catch (error) {
      // One place that cannot be decoded leaves the others.
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  return best.frame;
}

endWithParent();
const [film = "", poster = ""] = process.argv.slice(2);
try {
  const { image } = await chooseFrame(film);
  await image.jpeg({ quality: QUALITY, mozjpeg: true }).toFile(poster);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${String(error)}\n`, () => process.exit(1));
}
