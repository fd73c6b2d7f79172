import type { Publication, PublishedFeed } from "@/lib/domain/publishing/publication-contract";
import { asHtml } from "@/lib/infra/outbound/mail-text";
import { element, xmlDocument, type Element } from "./xml";

/** RSS 2.0 with Media RSS: for feed readers, and for sites that take videos in. */
export const mediaRss = (feed: PublishedFeed) =>
  rss(feed, {
    file: "rss.xml",
    namespaces: { "xmlns:media": "http://search.yahoo.com/mrss/", "xmlns:dc": "http://purl.org/dc/elements/1.1/" },
    about: [],
    aboutEntry: mediaOf,
  });

/** RSS 2.0 with what podcast players want to know. */
export const podcast = (feed: PublishedFeed) =>
  rss(feed, {
    file: "podcast.xml",
    namespaces: { "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd" },
    about: [
      feed.author !== null && element("itunes:author", {}, feed.author),
      element("itunes:type", {}, "episodic"),
      element("itunes:explicit", {}, String(feed.items.some(({ explicit }) => explicit))),
    ],
    aboutEntry: (entry) => [
      element("itunes:title", {}, entry.title),
      element("itunes:duration", {}, String(wholeSeconds(entry))),
      element("itunes:explicit", {}, String(entry.explicit)),
      entry.poster_url !== null && element("itunes:image", { href: entry.poster_url }),
    ],
  });

type Parts = readonly (Element | false)[];

interface Dialect {
  readonly file: string;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly about: Parts;
  readonly aboutEntry: (entry: Publication, feed: PublishedFeed) => Parts;
}

function rss(feed: PublishedFeed, { file, namespaces, about, aboutEntry }: Dialect): string {
  const self = { rel: "self", type: "application/rss+xml", href: `${feed.url}/${file}` };
  return xmlDocument(
    element("rss", { version: "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom", ...namespaces }, [
      element("channel", {}, [
        element("title", {}, feed.name),
        element("link", {}, feed.url),
        // RSS does not do without one.
        element("description", {}, feed.description ?? `Videos from ${feed.name}.`),
        feed.language !== null && element("language", {}, feed.language),
        element("lastBuildDate", {}, httpDate(feed.updated_at)),
        element("generator", {}, "Marquee"),
        element("atom:link", self),
        ...about,
        ...feed.items.map((entry) => itemOf(entry, aboutEntry(entry, feed))),
      ]),
    ]),
  );
}

const itemOf = (entry: Publication, about: Parts) =>
  element("item", {}, [
    element("title", {}, entry.title),
    element("link", {}, entry.url),
    // Never an address, which could change: readers know an entry again by this alone.
    element("guid", { isPermaLink: "false" }, entry.id),
    element("pubDate", {}, httpDate(entry.published_at)),
    entry.caption !== "" && element("description", {}, htmlOf(entry.caption)),
    ...entry.tags.map((tag) => element("category", {}, tag)),
    element("enclosure", { url: entry.film_url, length: entry.bytes, type: "video/mp4" }),
    ...about,
  ]);

const mediaOf = (entry: Publication, { author }: PublishedFeed): Parts => [
  author !== null && element("dc:creator", {}, author),
  element(
    "media:content",
    {
      url: entry.film_url,
      fileSize: entry.bytes,
      type: "video/mp4",
      medium: "video",
      isDefault: "true",
      expression: "full",
      duration: wholeSeconds(entry),
      width: entry.picture?.width,
      height: entry.picture?.height,
    },
    [
      element("media:title", { type: "plain" }, entry.title),
      entry.caption !== "" && element("media:description", { type: "plain" }, entry.caption),
      entry.tags.length > 0 && element("media:keywords", {}, entry.tags.join(", ")),
      entry.poster_url !== null && element("media:thumbnail", { url: entry.poster_url }),
      element("media:rating", { scheme: "urn:simple" }, entry.explicit ? "adult" : "nonadult"),
    ],
  ),
];

/** A film that runs for less than a second has a length all the same. */
const wholeSeconds = ({ seconds }: Publication) => Math.max(1, Math.round(seconds));

/** As RFC 822 writes a date, with the four digits of a year that RSS asks for. */
const httpDate = (instant: string) => new Date(instant).toUTCString();

/** A reader shows a description as HTML. */
const htmlOf = (text: string) => asHtml(text).replaceAll(/\r\n?|\n/g, "<br>\n");
