import { withShortHashes } from "@/components/ui/words";
import type { MediaFacts, Video } from "@/lib/domain/videos/contract";

/** A picture's size as people say it: `4K`, `1080p`, and in full where it is not a usual one: `1080×1920`. */
export function resolutionInWords({ width, height }: MediaFacts): string {
  const wide = Math.abs(width / height - 16 / 9) < 0.02;
  if (wide && height >= 2160) return height === 2160 ? "4K" : `${height}p`;
  if (wide && height >= 360) return `${height}p`;
  return `${width}×${height}`;
}

/** `v2 · 1080p`; before the file has been looked into, the version alone. */
export function versionInWords({ version, media }: Pick<Video, "version" | "media">): string {
  return media === null ? `v${version}` : `v${version} · ${resolutionInWords(media)}`;
}

const CODECS: Readonly<Record<string, string>> = {
  avc: "H.264",
  h264: "H.264",
  hevc: "H.265",
  h265: "H.265",
  av1: "AV1",
  vp9: "VP9",
  vp8: "VP8",
  aac: "AAC",
  opus: "Opus",
  mp3: "MP3",
  ac3: "AC-3",
  eac3: "E-AC-3",
  flac: "FLAC",
};

const codecName = (codec: string) => CODECS[codec.toLowerCase()] ?? codec;

/** `H.264 and AAC`, `H.264, no sound`. */
export function codecsInWords({ video_codec: video, audio_codec: audio }: MediaFacts): string {
  return audio === null ? `${codecName(video)}, no sound` : `${codecName(video)} and ${codecName(audio)}`;
}

export function framesInWords(framesPerSecond: number): string {
  return `${Number(framesPerSecond.toFixed(2))} fps`;
}

/** Why it failed, short enough for a card or a row. */
export function failureInWords({ error_message: message }: Pick<Video, "error_message">): string {
  return message === null ? "It failed, and no reason was kept." : withShortHashes(message);
}
