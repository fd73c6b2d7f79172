import { expect, it } from "vitest";
import type { PublishedVideo } from "@/lib/domain/publishing/publication-contract";
import { videoObject } from "./video-object";

const FILM: PublishedVideo = {
  id: "1",
  title: "</script><!--",
  caption: "",
  tags: [],
  explicit: false,
  published_at: "2026-11-20T12:00:00.000Z",
  url: "https://desk.example/watch/1",
  film_url: "https://desk.example/watch/1/film.mp4",
  bytes: 1,
  poster_url: null,
  seconds: 10.027,
  picture: { width: 960, height: 540 },
  is_lost: false,
  feed: { id: "2", name: "The harbour", author: null, url: "https://desk.example/feeds/2" },
};
const read = (film: Partial<PublishedVideo> = {}) => JSON.parse(videoObject({ ...FILM, ...film })) as object;

it("tells search engines what the page shows, and cannot end the element it stands in", () => {
  expect(videoObject(FILM)).not.toContain("<");
  expect(read()).toMatchObject({
    "@type": "VideoObject",
    name: FILM.title,
    description: FILM.title,
    uploadDate: FILM.published_at,
    contentUrl: FILM.film_url,
    embedUrl: "https://desk.example/watch/1/player",
    width: 960,
    publisher: { name: "The harbour" },
  });
  expect(read()).not.toHaveProperty("thumbnailUrl");
  expect(read({ poster_url: "https://p.example/", caption: "Boats." })).toMatchObject({
    thumbnailUrl: ["https://p.example/"],
    description: "Boats.",
  });
});

it.each([
  [0.2, "PT1S"],
  [10.027, "PT10S"],
  [120, "PT2M"],
  [3849, "PT1H4M9S"],
])("%d seconds are %s", (seconds, duration) => expect(read({ seconds })).toMatchObject({ duration }));
