import { z } from "zod";
import type { PlatformCard } from "../contract";

/** The desk's own public pages: Media RSS, a podcast and a JSON Feed, with a page for every video. */
export const feed = {
  id: "feed",
  name: "Feed",
  summary: "Marquee's own public pages: RSS, podcast and JSON feeds, and a page to watch each video. Needs no account.",
  settings: z.strictObject({
    explicit: z.boolean().optional().meta({ title: "Explicit", description: "Podcast players show it with a mark." }),
  }),
  channelSettings: z.strictObject({
    description: z
      .string()
      .trim()
      .max(4000)
      .optional()
      .meta({ title: "Description", description: "What the feed is about, for those who subscribe.", lines: 4 }),
    author: z.string().trim().max(200).optional().meta({ title: "Author" }),
    language: z
      .string()
      .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "A language such as en or de-AT.")
      .optional()
      .meta({ title: "Language", description: "Such as en or de-AT." }),
  }),
  credentials: null,
  limits: {
    titleLength: 300,
    captionLength: 10_000,
    maxBytes: 20 * 1024 ** 3,
    maxSeconds: 24 * 3600,
    asOf: "2026-11-21",
    source: "Marquee's own pages",
  },
  settles: "by-key",
  landsWithinSeconds: 0,
  maxPerHour: null,
} as const satisfies PlatformCard;
