import type { Assignment, CreatedAssignments } from "@/lib/domain/assignments/contract";
import type { NewChannel } from "@/lib/domain/channels/contract";
import { expectAccessible } from "./fixtures/accessible";
import { expect, test } from "./fixtures/desk";
import { foreignPage } from "./fixtures/foreign-page";
import type { Service } from "./fixtures/service";
import { checksumOf, type Final } from "./fixtures/source";

/** Several of them look at a page four times with axe, and wait for the publisher besides. */
test.describe.configure({ timeout: 180_000 });

/** The `page` and the `request` of these stories have no session: they are the audience. */

const aFeed = (service: Service, name: string, settings: object = {}) =>
  service.make<NewChannel>("/api/v1/channels", { name, platform: "feed", settings });

/** Publishes at once, and waits until the audience can see it. */
async function publish(service: Service, channel: NewChannel, final: Final, told: { title: string; caption?: string }) {
  const { videoId } = await service.publish(final, { title: told.title, tags: ["harbour"] });
  await service.untilPoster(videoId);
  const { assignments } = await service.make<CreatedAssignments>("/api/v1/assignments", {
    video_id: videoId,
    channel_ids: [channel.id],
    scheduled_at: new Date(Date.now() + 500).toISOString(),
    ...(told.caption === undefined ? {} : { caption: told.caption }),
  });
  const id = assignments[0]?.id ?? "";
  const look = async () => (await (await service.get(`/api/v1/assignments/${id}`)).json()) as Assignment;
  await expect.poll(async () => (await look()).status, { timeout: 20_000 }).toBe("published");
  const { remote_url: url, remote_id: remoteId } = await look();
  expect([url, remoteId]).toEqual([expect.stringMatching(new RegExp(`/watch/${id}$`)), id]);
  return { id, url: url ?? "" };
}

test("without any account, a video is published in a feed, found there and watched", async ({
  page,
  request,
  service,
  source,
}) => {
  const channel = await aFeed(service, "The harbour & beyond", { author: "Studio Nord", language: "en" });
  const listed = new URL(".", channel.feed_url ?? "").href.replace(/\/$/, "");
  await page.goto(listed);
  await expect(page.getByText("Nothing has been published here yet.")).toBeVisible();
  await expectAccessible(page, "an empty feed");

  const final = source.serve();
  const title = `Night ]]> <b>shift</b> & “tide”`;
  const { id, url } = await publish(service, channel, final, { title, caption: "First line.\nSecond & last." });

  // A browser reads the XML with a parser that forgives nothing.
  const xml = await (await request.get(channel.feed_url ?? "")).text();
  const read = await page.evaluate((text) => {
    const feed = new DOMParser().parseFromString(text, "application/xml");
    const enclosure = feed.querySelector("item > enclosure");
    return {
      broken: feed.querySelector("parsererror")?.textContent ?? null,
      titles: [...feed.querySelectorAll("channel > title, item > title")].map((element) => element.textContent),
      guid: feed.querySelector("item > guid")?.textContent,
      enclosure: [enclosure?.getAttribute("url") ?? "", enclosure?.getAttribute("length") ?? ""] as const,
    };
  }, xml);
  expect(read).toMatchObject({ broken: null, titles: ["The harbour & beyond", title], guid: id });
  const [filmUrl, length] = read.enclosure;
  const film = await request.get(filmUrl);
  expect([film.headers()["content-length"], checksumOf(await film.body())]).toEqual([length, final.checksum]);

  await page.goto(listed);
  expect(await page.locator("link[rel=alternate]").evaluateAll((links) => links.length)).toBe(3);
  await expectAccessible(page, "a feed");
  await page.getByRole("link", { name: title }).click();
  await expect(page).toHaveURL(url);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await expect(page.getByText("First line.\nSecond & last.")).toBeVisible();
  await expectAccessible(page, "a page to watch");
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect
    .poll(() => page.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.2);

  const about = await page.locator("script[type='application/ld+json']").textContent();
  expect(JSON.parse(about ?? "")).toMatchObject({ "@type": "VideoObject", name: title, contentUrl: filmUrl });
  expect(await page.locator("meta[property='og:video']").getAttribute("content")).toBe(filmUrl);
  expect(await page.context().cookies()).toEqual([]);
});

test("a reader that has a feed is not sent it again, and what is taken away is gone for everybody", async ({
  page,
  request,
  service,
  source,
}) => {
  const channel = await aFeed(service, "Here today");
  const { url } = await publish(service, channel, source.serve(), { title: "Gone tomorrow" });
  const feed = channel.feed_url ?? "";
  const first = await request.get(feed);
  const headers = first.headers();
  expect(headers["cache-control"]).toMatch(/^public, max-age=60/);
  expect((await request.get(feed, { headers: { "if-none-match": headers["etag"] ?? "" } })).status()).toBe(304);
  const part = await request.get(`${url}/film.mp4`, { headers: { range: "bytes=10-19" } });
  expect([part.status(), (await part.body()).length]).toEqual([206, 10]);

  await service.remove(`/api/v1/channels/${channel.id}`);
  for (const address of [feed, `${url}/film.mp4`, `${url}/poster.jpg`, `${url}/player`, url])
    expect((await request.get(address)).status(), address).toBe(404);
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Nothing is published here" })).toBeVisible();
  await expectAccessible(page, "nothing published");
});

test("the player stands in other people's pages, and the page to watch in none", async ({ page, service, source }) => {
  const channel = await aFeed(service, "Shown elsewhere");
  const { url } = await publish(service, channel, source.serve(), { title: "In a frame" });
  const theirs = await foreignPage(
    `<iframe src="${url}/player" title="player"></iframe><iframe src="${url}" title="page"></iframe>`,
  );
  const refused = page.waitForEvent("requestfailed", (asked) => asked.url() === url);
  await page.goto(theirs.url);
  const video = page.frameLocator("iframe[title=player]").locator("video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(0);
  expect((await refused).failure()?.errorText).toBe("net::ERR_BLOCKED_BY_RESPONSE");
  await theirs.close();
});
