import { EncodedPacketSink, FilePathSource, Input, MP4 } from "mediabunny";
import type {
  EncodedPacket,
  InputAudioTrack,
  InputTrack,
  InputVideoTrack,
  PacketRetrievalOptions,
  VideoCodec,
} from "mediabunny";
import { NotAnMp4, type MediaFacts } from "./media-facts";

const MOST_SECONDS = 7 * 24 * 3600;
const MOST_PIXELS_A_SIDE = 16_384;
/** Frames may be stored in another order than they are shown: so many may follow the one that is shown last. */
const PACKETS_BEHIND_THE_LAST = 32;
const MOST_BYTES_A_PACKET = 64 * 1024 ** 2;
const FRAMES_TO_COUNT = 240;

const FFMPEG_NAMES: Readonly<Record<string, string>> = { avc: "h264" };

/**
 * Reads the index of an MP4 and its packets' ends: an index alone says nothing, since a file that
 * was cut short still reports its full length. Throws `NotAnMp4`.
 */
export async function readTracks(path: string): Promise<MediaFacts> {
  // The only format it may be: nothing is ever left to guessing.
  using input = new Input({ source: new FilePathSource(path), formats: [MP4] });
  const video = await input.getPrimaryVideoTrack();
  if (video === null) throw new NotAnMp4("The file has no video track.");
  const audio = await input.getPrimaryAudioTrack();
  const picture = await readPicture(video);
  const first = await readEnds(video, "video");
  if (picture.bytesOfLength !== null && !hasWholeUnits(first.data, picture.bytesOfLength)) {
    throw new NotAnMp4("The file's index does not fit its contents: its first picture cannot be read.");
  }
  if (audio !== null) await readEnds(audio, "sound");

  const duration = await input.computeDuration();
  if (!(duration > 0)) throw new NotAnMp4("The file has no duration.");
  if (duration > MOST_SECONDS) throw new NotAnMp4("The file claims to last longer than 7 days.");
  const { averagePacketRate } = await video.computePacketStats(FRAMES_TO_COUNT);
  return {
    duration_seconds: round(duration),
    ...picture.facts,
    frames_per_second: Number.isFinite(averagePacketRate) ? round(averagePacketRate) : 0,
    audio_codec: audio === null ? null : await soundCodec(audio),
  };
}

interface Picture {
  readonly facts: Pick<MediaFacts, "width" | "height" | "video_codec">;
  /** How many bytes tell a unit's length, in codecs that have such units. */
  readonly bytesOfLength: number | null;
}

/** Where the decoder's description says how many bytes a length takes, in the lowest two bits. */
const PLACE_OF_LENGTH: Readonly<Partial<Record<VideoCodec, number>>> = { avc: 4, hevc: 21 };

async function readPicture(video: InputVideoTrack): Promise<Picture> {
  const codec = await video.getCodec();
  const config = codec === null ? null : await video.getDecoderConfig();
  if (codec === null || config === null) throw new NotAnMp4("The video track is in a codec that cannot be played.");
  const place = PLACE_OF_LENGTH[codec];
  const lengthByte =
    place === undefined || !(config.description instanceof Uint8Array) ? undefined : config.description[place];
  if (place !== undefined && lengthByte === undefined) {
    throw new NotAnMp4("The video track lacks what a decoder needs to begin.");
  }
  const width = Math.round(await video.getDisplayWidth());
  const height = Math.round(await video.getDisplayHeight());
  const sides = [width, height, await video.getCodedWidth(), await video.getCodedHeight()];
  if (!sides.every((side) => side >= 1 && side <= MOST_PIXELS_A_SIDE)) {
    throw new NotAnMp4("The video track has no sensible size.");
  }
  return {
    facts: { width, height, video_codec: FFMPEG_NAMES[codec] ?? codec },
    bytesOfLength: lengthByte === undefined ? null : (lengthByte & 3) + 1,
  };
}

/** The first packet is there, and the last ones, as shown and as stored, lie wholly inside the file. */
async function readEnds(track: InputTrack, name: string): Promise<EncodedPacket> {
  const sink = new EncodedPacketSink(track);
  const read = async (ask: (options: PacketRetrievalOptions) => Promise<EncodedPacket | null>) => {
    // Its claimed size first: reading reserves that much memory.
    const claim = await ask({ metadataOnly: true });
    if (claim === null) return null;
    if (claim.byteLength > MOST_BYTES_A_PACKET)
      throw new NotAnMp4(`The ${name} track has a packet larger than 64 MiB.`);
    const packet = await ask({});
    if (packet === null || packet.data.byteLength !== claim.byteLength) {
      throw new NotAnMp4(`The file is cut short: a part of its ${name} track lies beyond the end.`);
    }
    return packet;
  };
  const first = await read((options) => sink.getFirstPacket(options));
  if (first === null || first.byteLength === 0) throw new NotAnMp4(`The ${name} track is empty.`);
  let last = await read((options) => sink.getPacket(Number.POSITIVE_INFINITY, options));
  for (let count = 0; last !== null && count < PACKETS_BEHIND_THE_LAST; count++) {
    const before = last;
    last = await read((options) => sink.getNextPacket(before, options));
  }
  return first;
}

/**
 * Whether the first picture is built as its codec wants: H.264 and HEVC pictures are runs of units,
 * each with its length before it. An index laid over other bytes shows itself here.
 */
function hasWholeUnits(picture: Uint8Array, bytesOfLength: number): boolean {
  let at = 0;
  while (at + bytesOfLength <= picture.length) {
    let length = 0;
    for (const byte of picture.subarray(at, at + bytesOfLength)) length = length * 256 + byte;
    at += bytesOfLength + length;
    // Some writers fill up with zeros.
    if (length === 0) return at > bytesOfLength && picture.subarray(at).every((byte) => byte === 0);
  }
  return at === picture.length;
}

async function soundCodec(audio: InputAudioTrack): Promise<string> {
  const codec = await audio.getCodec();
  if (codec !== null) return FFMPEG_NAMES[codec] ?? codec;
  const letters = await audio.getInternalCodecId();
  return typeof letters === "string" && /^[\w.-]{1,8}$/.test(letters.trim()) ? letters.trim() : "unknown";
}

const round = (value: number) => Math.round(value * 1000) / 1000;
