import { insideCaller } from "@/lib/core/caller";
import { HOUR } from "@/lib/core/time";
import { createAssignments } from "@/lib/domain/assignments/operations/create-assignments";
import { createChannel } from "@/lib/domain/channels/operations/create-channel";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";

/** How long from now each film goes out, on which feed; null waits for a time. The first are published by the worker at once. */
const PLAN = [
  { feed: 0, hours: 0 },
  { feed: 0, hours: 0 },
  { feed: 1, hours: 0 },
  { feed: 0, hours: 5 },
  { feed: 1, hours: 22 },
  { feed: 0, hours: 46 },
  { feed: 1, hours: null },
] as const;

/** Two feeds, and films on their way to them: what needs no account is there to be tried. Once only. */
export async function playDemoChannels(): Promise<void> {
  if ((await db().channel.count()) > 0) return;
  const caller = { ...insideCaller("cli", "demo"), actorName: "Mara Lind" };
  const feeds: string[] = [];
  for (const [name, about] of [
    ["Our feed", "What we have finished, as it goes out."],
    ["Shorts", "The short ones."],
  ] as const) {
    const channel = { name, platform: "feed", settings: { description: about }, is_default: feeds.length === 0 };
    feeds.push((await perform(createChannel, channel, caller)).id);
  }
  const videos = await db().video.findMany({
    where: { availableAt: { not: null } },
    orderBy: { availableAt: "asc" },
    take: PLAN.length,
    select: { id: true, title: true },
  });
  const wholeHour = Math.ceil(Date.now() / HOUR) * HOUR;
  for (const [index, { id, title }] of videos.entries()) {
    const { feed = 0, hours = null } = PLAN[index] ?? {};
    const at = hours === 0 ? Date.now() : wholeHour + (hours ?? 0) * HOUR;
    await perform(
      createAssignments,
      {
        video_id: id,
        channel_ids: [feeds[feed]],
        caption: `${title}. From our desk.`,
        ...(hours === null ? {} : { scheduled_at: new Date(at).toISOString() }),
      },
      caller,
    );
  }
}
