/** What a look into an MP4 found; the shape in which the wire carries it. */
export interface MediaFacts {
  /** Seconds, to the millisecond: where the last sample of the longest track ends. */
  readonly duration_seconds: number;
  /** Pixels as displayed: rotation and the shape of pixels are already applied. */
  readonly width: number;
  readonly height: number;
  readonly frames_per_second: number;
  /** As ffmpeg names them: `h264`, `hevc`, `av1`, `vp9` … */
  readonly video_codec: string;
  /** `aac`, `mp3`, `opus` …, or the four letters of the file where we know no better; null without sound. */
  readonly audio_codec: string | null;
}

/** What came of the look: facts, or a sentence fit for a person. */
export type Look = { readonly ok: true; readonly facts: MediaFacts } | { readonly ok: false; readonly reason: string };

/** Why a file is no final MP4. Thrown inside the program that looks; its message is a sentence fit for a person. */
export class NotAnMp4 extends Error {
  override readonly name = "NotAnMp4";
}
