import { findVideo } from "@/lib/domain/videos/store";
import type { Tx } from "@/lib/infra/db";
import type { Finding } from "./contract";
import { preflight, type Flight } from "./preflight";
import { contentOf } from "./rules";

export interface Planned {
  readonly videoId: string;
  readonly channelId: string;
  /** Its own; what is missing is inherited. */
  readonly caption: string | null;
  readonly settings: unknown;
  readonly scheduledAt: Date | null;
}

/** What a preflight finds now. Throws where there is no such video or channel. */
export async function findingsFor(tx: Tx, planned: Planned, now: Date): Promise<Finding[]> {
  const channel = await tx.channel.findUniqueOrThrow({ where: { id: planned.channelId }, select: channelSelect });
  return preflight(flightOf(planned, { video: await filmOf(tx, planned.videoId), channel, now }));
}

interface FlightChannel {
  readonly platform: string;
  readonly defaultCaption: string | null;
  readonly defaultSettings: unknown;
  readonly credentialsExpireAt: Date | null;
}

/** The same for many channels, whose rows are there already. */
export function flightOf(
  planned: Pick<Planned, "caption" | "settings" | "scheduledAt">,
  { video, channel, now }: { video: Flight["video"]; channel: FlightChannel; now: Date },
): Flight {
  return { video, channel, ...contentOf(planned, channel), goesOutAt: planned.scheduledAt ?? now };
}

/** What a preflight looks at in a video. Throws `video_not_found`. */
export async function filmOf(tx: Tx, videoId: string): Promise<Flight["video"]> {
  const video = await findVideo(tx, videoId);
  const speaks = await tx.delivery.findUnique({ where: { id: video.delivery_id }, select: { checksum: true } });
  return {
    title: video.title,
    checksum: video.checksum,
    bytes: video.bytes,
    seconds: video.media?.duration_seconds ?? null,
    status: video.status,
    isLost: video.is_lost,
    deliveredChecksum: speaks?.checksum ?? null,
  };
}

const channelSelect = {
  platform: true,
  defaultCaption: true,
  defaultSettings: true,
  credentialsExpireAt: true,
} as const;
