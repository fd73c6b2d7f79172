import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AskedTooOften } from "@/components/publications/asked-too-often";
import { FeedScreen } from "@/components/publications/feed-screen";
import { seeFeed } from "@/lib/edge/publications";

interface FeedProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** The page and its head ask for the same thing, and one reading counts once. */
const see = cache(seeFeed);

export async function generateMetadata({ params }: FeedProps): Promise<Metadata> {
  const seen = await see((await params).id);
  if (seen.kind !== "thing") return { title: { absolute: "Nothing is published here" }, robots: "noindex" };
  const { name, url, description, items } = seen.thing;
  const about = (description ?? `Videos from ${name}.`).replaceAll(/\s+/g, " ");
  const poster = items.find(({ poster_url: picture }) => picture !== null)?.poster_url;
  return {
    title: { absolute: name },
    description: about,
    alternates: {
      canonical: url,
      types: {
        "application/rss+xml": [
          { url: `${url}/rss.xml`, title: name },
          { url: `${url}/podcast.xml`, title: `${name}, as a podcast` },
        ],
        "application/feed+json": [{ url: `${url}/feed.json`, title: name }],
      },
    },
    openGraph: { type: "website", title: name, description: about, url, images: poster ? [poster] : [] },
  };
}

/** Open to everybody, as what it lists is. */
export default async function Feed({ params }: FeedProps) {
  const seen = await see((await params).id);
  if (seen.kind === "nothing") notFound();
  if (seen.kind === "too many") return <AskedTooOften sentence={seen.sentence} />;
  return <FeedScreen feed={seen.thing} />;
}
