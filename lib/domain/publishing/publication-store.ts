import { isUuid } from "@/lib/core/id";
import { MediaFacts } from "@/lib/domain/videos/contract";
import { countedCopies } from "@/lib/domain/videos/store";
import type { Prisma, Tx } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { feedPath, watchPath } from "@/lib/platforms/feed/addresses";
import { feed } from "@/lib/platforms/feed/card";
import { Frozen } from "./frozen";
import type { Publication, PublishedFeed, PublishedVideo } from "./publication-contract";
import { publicationNotFound } from "./publication-refusals";

/** As many entries as a feed shows. Readers keep what they have seen; a newcomer gets the newest. */
const MOST_ENTRIES = 200;

/** Channels that are shown. One that is paused publishes nothing more, and what it has published stays. */
const SHOWN_CHANNEL = { platform: feed.id, removedAt: null } as const;

/** Deliveries that have the film now. */
const readable = () => ({ status: "published" as const, copies: { some: countedCopies() } });

/** What everybody may see of an assignment's row. */
const select = () =>
  ({
    id: true,
    liveAt: true,
    frozen: true,
    channel: true,
    video: {
      select: {
        id: true,
        bytes: true,
        media: true,
        hasPoster: true,
        deliveries: { where: readable(), select: { id: true }, take: 1 },
      },
    },
  }) satisfies Prisma.AssignmentSelect;

type Row = Prisma.AssignmentGetPayload<{ select: ReturnType<typeof select> }>;

/** The channel and its newest entries whose film can be had. Throws `publication_not_found`. */
export async function findFeed(tx: Tx, id: string): Promise<PublishedFeed> {
  const channel = isUuid(id) ? await tx.channel.findFirst({ where: { id, ...SHOWN_CHANNEL } }) : null;
  if (!channel) throw publicationNotFound();
  const rows = await tx.assignment.findMany({
    where: { channelId: id, status: "published", liveAt: { not: null }, video: { deliveries: { some: readable() } } },
    orderBy: [{ liveAt: "desc" }, { id: "desc" }],
    take: MOST_ENTRIES,
    select: select(),
  });
  const items = rows.map(toPublication).filter((entry) => entry !== null);
  const { description, language } = settingsOf(channel);
  return {
    ...feedOf(channel),
    description: description ?? null,
    language: language ?? null,
    updated_at: items[0]?.published_at ?? channel.createdAt.toISOString(),
    items,
  };
}

/** Throws `publication_not_found`. */
export async function findPublication(tx: Tx, id: string): Promise<PublishedVideo & { readonly videoId: string }> {
  const where = { id, status: "published", channel: SHOWN_CHANNEL } as const;
  const row = isUuid(id) ? await tx.assignment.findFirst({ where, select: select() }) : null;
  const entry = row && toPublication(row);
  if (!entry) throw publicationNotFound();
  return {
    ...entry,
    is_lost: row.video.deliveries.length === 0,
    feed: feedOf(row.channel),
    videoId: row.video.id,
  };
}

/** What was frozen, as far as it is shown; the rest of it is the publisher's own. */
const Shown = Frozen.pick({ title: true, caption: true, tags: true, settings: true }).extend({
  media: Frozen.shape.media.pick({ bytes: true, seconds: true }),
});

/** Null before it is live, and where what was frozen cannot be read: then nobody knows what to show. */
function toPublication({ id, frozen, liveAt, video }: Row): Publication | null {
  const { data } = Shown.safeParse(frozen);
  if (!data || !liveAt) return null;
  const url = `${env().MARQUEE_URL}${watchPath(id)}`;
  const looked = MediaFacts.safeParse(video.media).data;
  return {
    id,
    title: data.title,
    caption: data.caption,
    tags: data.tags,
    explicit: data.settings["explicit"] === true,
    published_at: liveAt.toISOString(),
    url,
    film_url: `${url}/film.mp4`,
    bytes: Number(video.bytes ?? data.media.bytes),
    poster_url: video.hasPoster ? `${url}/poster.jpg` : null,
    seconds: looked?.duration_seconds ?? data.media.seconds,
    picture: looked ? { width: looked.width, height: looked.height } : null,
  };
}

function feedOf(channel: Row["channel"]): PublishedVideo["feed"] {
  return {
    id: channel.id,
    name: channel.name,
    author: settingsOf(channel).author ?? null,
    url: `${env().MARQUEE_URL}${feedPath(channel.id)}`,
  };
}

const settingsOf = ({ settings }: Row["channel"]) => feed.channelSettings.safeParse(settings).data ?? {};
