import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AskedTooOften } from "@/components/publications/asked-too-often";
import { WatchScreen } from "@/components/publications/watch-screen";
import { playerUrl, videoObject } from "@/lib/edge/feeds/video-object";
import { seePublication } from "@/lib/edge/publications";

interface WatchProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** The page and its head ask for the same thing, and one reading counts once. */
const see = cache(seePublication);

/** Where no picture was measured, players are told the usual shape. */
const USUAL = { width: 1280, height: 720 };

export async function generateMetadata({ params }: WatchProps): Promise<Metadata> {
  const seen = await see((await params).id);
  if (seen.kind !== "thing") return { title: { absolute: "Nothing is published here" }, robots: "noindex" };
  const { title, caption, url, feed, picture, explicit, film_url: film, poster_url: poster } = seen.thing;
  const description =
    caption === "" ? `A video from ${feed.name}.` : caption.replaceAll(/\s+/g, " ").slice(0, 300).toWellFormed();
  const size = picture ?? USUAL;
  return {
    title: { absolute: `${title} · ${feed.name}` },
    description,
    alternates: {
      canonical: url,
      types: { "application/rss+xml": [{ url: `${feed.url}/rss.xml`, title: feed.name }] },
    },
    openGraph: {
      type: "video.other",
      siteName: feed.name,
      title,
      description,
      url,
      images: poster === null ? [] : [{ url: poster }],
      videos: [{ url: film, ...(film.startsWith("https:") ? { secureUrl: film } : {}), type: "video/mp4", ...size }],
    },
    twitter: {
      card: "player",
      title,
      description,
      images: poster === null ? [] : [poster],
      players: [{ playerUrl: playerUrl({ url }), streamUrl: film, ...size }],
    },
    ...(explicit ? { other: { rating: "adult" } } : {}),
  };
}

/** Open to everybody: what was published is there to be watched. */
export default async function Watch({ params }: WatchProps) {
  const seen = await see((await params).id);
  if (seen.kind === "nothing") notFound();
  if (seen.kind === "too many") return <AskedTooOften sentence={seen.sentence} />;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      <script
        type="application/ld+json"
        nonce={nonce}
        suppressHydrationWarning
        // oxlint-disable-next-line react/no-danger -- JSON in which no sign can end the element
        dangerouslySetInnerHTML={{ __html: videoObject(seen.thing) }}
      />
      <WatchScreen publication={seen.thing} />
    </>
  );
}
