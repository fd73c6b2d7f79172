import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import sharp, { type Sharp } from "sharp";
import { isErrno } from "@/lib/infra/files";

/** The size of the wanted picture in pixels, already upright. */
export interface FilmShape {
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly image: Sharp;
}

export interface FrameWanted {
  readonly film: string;
  /** From the film's beginning. */
  readonly seconds: number;
  readonly shape: FilmShape;
}

let ffmpegIsThere = true;

/**
 * The frame shown at a moment of an MP4, upright and in the wanted size. By ffmpeg where it is
 * installed, which is quicker; otherwise, or where it fails, by the decoder that npm brought.
 * Throws when neither can decode it.
 */
export async function grabFrame(wanted: FrameWanted): Promise<Frame> {
  if (ffmpegIsThere) {
    try {
      return await byFfmpeg(wanted);
    } catch (error) {
      if (isErrno(error, "ENOENT")) ffmpegIsThere = false;
    }
  }
  return byMediabunny(wanted);
}

const run = promisify(execFile);

async function byFfmpeg({ film, seconds, shape: { width, height } }: FrameWanted): Promise<Frame> {
  // Told the format, kept from every protocol but files: a playlist in an MP4's coat fetches nothing.
  const reading = [
    "-v",
    "error",
    "-nostdin",
    "-protocol_whitelist",
    "file,pipe",
    "-f",
    "mov",
    "-ss",
    seconds.toFixed(3),
  ];
  const writing = ["-vf", `scale=${width}:${height},setsar=1`, "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"];
  const { stdout } = await run(
    "ffmpeg",
    [...reading, "-i", `file:${resolve(film)}`, "-map", "0:v:0", "-frames:v", "1", ...writing],
    { encoding: "buffer", timeout: 10_000, killSignal: "SIGKILL", maxBuffer: width * height * 3 + 1 },
  );
  if (stdout.length !== width * height * 3) throw new Error("ffmpeg gave no frame.");
  return { image: sharp(stdout, { raw: { width, height, channels: 3 } }) };
}

async function byMediabunny({ film, seconds, shape }: FrameWanted): Promise<Frame> {
  // Loaded only here: it brings a decoder of tens of megabytes.
  const { registerMediabunnyServer } = await import("@mediabunny/server");
  const { FilePathSource, Input, MP4, VideoSampleSink } = await import("mediabunny");
  // A worker has no graphics card to look for.
  registerMediabunnyServer({ hardwareContext: null });
  using input = new Input({ source: new FilePathSource(film), formats: [MP4] });
  const video = await input.getPrimaryVideoTrack();
  const first = (await video?.getFirstTimestamp()) ?? 0;
  using sample = video === null ? null : await new VideoSampleSink(video).getSample(Math.max(first, seconds));
  if (sample === null) throw new Error("The film has no frame there.");
  const pixels = new Uint8Array(sample.allocationSize({ format: "RGBA" }));
  await sample.copyTo(pixels, { format: "RGBA" });
  const { width, height } = sample.visibleRect;
  const upright = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .rotate(sample.rotation)
    .resize(shape.width, shape.height, { fit: "fill" })
    .removeAlpha()
    .raw()
    .toBuffer();
  return { image: sharp(upright, { raw: { ...shape, channels: 3 } }) };
}
