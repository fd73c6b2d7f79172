import type { PublishedFeed } from "@/lib/domain/publishing/publication-contract";

/** JSON Feed 1.1. */
export function jsonFeed({ name, url, description, language, author, items }: PublishedFeed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: name,
    home_page_url: url,
    feed_url: `${url}/feed.json`,
    ...(description === null ? {} : { description }),
    ...(language === null ? {} : { language }),
    ...(author === null ? {} : { authors: [{ name: author }] }),
    items: items.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      // An entry has to have a content.
      content_text: entry.caption === "" ? entry.title : entry.caption,
      ...(entry.poster_url === null ? {} : { image: entry.poster_url }),
      date_published: entry.published_at,
      ...(entry.tags.length === 0 ? {} : { tags: entry.tags }),
      attachments: [
        {
          url: entry.film_url,
          mime_type: "video/mp4",
          size_in_bytes: entry.bytes,
          duration_in_seconds: entry.seconds,
        },
      ],
    })),
  });
}
