import { z } from "zod";
import { InstantOut } from "@/lib/core/time";
import { MediaFacts } from "@/lib/domain/videos/contract";

/** A video as a feed shows it to everybody: what was frozen when it was published, and nothing of who made it. */
export const Publication = z.strictObject({
  id: z.string().describe("The assignment's id, by which subscribers know it for good."),
  title: z.string(),
  caption: z.string(),
  tags: z.array(z.string()),
  explicit: z.boolean(),
  published_at: InstantOut,
  url: z.string().describe("The page to watch it on."),
  film_url: z.string(),
  bytes: z.int(),
  poster_url: z.string().nullable(),
  seconds: z.number(),
  picture: MediaFacts.pick({ width: true, height: true }).nullable().describe("In pixels; null where nobody looked."),
});
export type Publication = z.infer<typeof Publication>;

const Feed = z.strictObject({
  id: z.string().describe("The channel's id."),
  name: z.string(),
  author: z.string().nullable(),
  url: z.string().describe("The page that lists it."),
});

/** A feed with its entries, newest first. */
export const PublishedFeed = Feed.extend({
  description: z.string().nullable(),
  language: z.string().nullable(),
  updated_at: InstantOut.describe("When its newest entry was published; without entries, when it was made."),
  items: z.array(Publication),
});
export type PublishedFeed = z.infer<typeof PublishedFeed>;

/** One entry on its own page. */
export const PublishedVideo = Publication.extend({
  is_lost: z.boolean().describe("No store has the film at present: it cannot be played, and feeds leave it out."),
  feed: Feed,
});
export type PublishedVideo = z.infer<typeof PublishedVideo>;

/** An id that strangers say: whatever it is, it names something that is shown, or nothing. */
export const OnePublication = z.strictObject({ id: z.string() });
