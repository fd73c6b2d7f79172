import type { PublishedVideo } from "@/lib/domain/publishing/publication-contract";

/** The page's video as search engines read it: a schema.org `VideoObject` as JSON-LD, safe inside of a script element. */
export function videoObject({ feed, caption, tags, picture, ...entry }: PublishedVideo): string {
  const about = {
    "@context": "https://schema.org",
    "@type": "VideoObject",
    name: entry.title,
    description: caption === "" ? entry.title : caption,
    ...(entry.poster_url === null ? {} : { thumbnailUrl: [entry.poster_url] }),
    uploadDate: entry.published_at,
    duration: isoDuration(entry.seconds),
    url: entry.url,
    contentUrl: entry.film_url,
    embedUrl: playerUrl(entry),
    encodingFormat: "video/mp4",
    ...picture,
    ...(tags.length === 0 ? {} : { keywords: tags.join(", ") }),
    isFamilyFriendly: !entry.explicit,
    publisher: { "@type": "Organization", name: feed.author ?? feed.name, url: feed.url },
  };
  return JSON.stringify(about).replaceAll("<", "\\u003c");
}

/** The video alone, for other people's pages. */
export const playerUrl = ({ url }: { readonly url: string }) => `${url}/player`;

/** Seconds as ISO 8601 writes a span: `PT1H4M9S`. */
function isoDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const parts = [
    [Math.floor(whole / 3600), "H"],
    [Math.floor(whole / 60) % 60, "M"],
    [whole % 60, "S"],
  ] as const;
  return `PT${parts.map(([count, unit]) => (count === 0 ? "" : `${count}${unit}`)).join("")}`;
}
