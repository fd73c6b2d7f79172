import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { asOwner } from "@/lib/testing/database";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { aFeed, shown } from "@/lib/testing/feeds";
import { eventually } from "@/lib/testing/worker";
import type { Handler } from "../frame";
import { jsonFeedFile, podcastFeed, publishedFilm, publishedPlayer, publishedPoster, rssFeed } from "./publications";

const desk = await delivering();
const NASTY = `]]> <script>alert("1")</script> & 🦊 \u200fمرحبا`;
let videoId = "";
let link = "";
let project = "";

beforeEach(async () => {
  if (videoId !== "") return;
  ({ project } = desk);
  const { body } = await desk.deliver();
  const record = recordOf(body);
  link = String(record["public_url"]);
  const delivery = await db().delivery.findUniqueOrThrow({ where: { id: String(record["audit_log_id"]) } });
  ({ videoId } = delivery);
  await eventually(async () => (await db().video.findUniqueOrThrow({ where: { id: videoId } })).hasPoster);
});

const ask = (door: Handler, id: string, headers: Record<string, string> = {}, method = "GET") =>
  door(new Request("http://localhost:3000/", { method, headers }), { params: Promise.resolve({ id }) });
const textOf = async (door: Handler, id: string) => (await ask(door, id)).text();

/** Every element of that name, wherever it stands. */
function all(xml: string, name: string): XmlElement[] {
  const walk = (element: XmlElement): XmlElement[] =>
    element.children.flatMap((child) =>
      child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...walk(child)] : [],
    );
  const { root } = parseXml(xml);
  if (!root) throw new Error("There is no root.");
  return walk(root);
}

describe("a feed", () => {
  it("without entries is a feed all the same", async () => {
    const id = await aFeed({ name: NASTY, settings: { description: NASTY, author: "Harbour & Sons", language: "en" } });
    const xml = await textOf(rssFeed, id);
    expect(all(xml, "title").map(({ text }) => text)).toEqual([NASTY]);
    expect(all(xml, "description")[0]?.text).toBe(NASTY);
    expect(all(xml, "item")).toEqual([]);
    expect(JSON.parse(await textOf(jsonFeedFile, id))).toMatchObject({ title: NASTY, items: [], language: "en" });
    expect(all(await textOf(podcastFeed, id), "itunes:author")[0]?.text).toBe("Harbour & Sons");
  });

  it("tells what was frozen, newest first, whatever stands in it, and where the film is and how long", async () => {
    const channelId = await aFeed();
    const older = await shown(desk, { channelId, videoId, liveAt: new Date("2026-11-20T10:00:00Z") });
    const newer = await shown(desk, {
      channelId,
      videoId,
      title: NASTY,
      caption: `${NASTY}\nA second line.\u0001`,
      tags: ["boats", "a, b"],
      settings: { explicit: true },
      liveAt: new Date("2026-11-21T10:00:00Z"),
    });
    await shown(desk, { channelId, videoId, status: "publishing" });
    await shown(desk, { channelId, videoId, status: "cancelled" });

    const xml = await textOf(rssFeed, channelId);
    expect(all(xml, "guid").map(({ text, attributes }) => [text, attributes])).toEqual([
      [newer, { isPermaLink: "false" }],
      [older, { isPermaLink: "false" }],
    ]);
    expect(all(xml, "title").map(({ text }) => text)).toEqual(["The harbour", NASTY, "Harbour at night"]);
    expect(all(xml, "pubDate").map(({ text }) => text)[0]).toBe("Sat, 21 Nov 2026 10:00:00 GMT");
    expect(all(xml, "media:description")[0]?.text).toBe(`${NASTY}\nA second line.`);
    expect(all(xml, "description")[1]?.text).toMatch(/^\]\]&gt; &lt;script&gt;.*<br>\nA second line\.$/);
    expect(all(xml, "category").map(({ text }) => text)).toEqual(["boats", "a, b"]);
    expect(all(xml, "media:rating").map(({ text }) => text)).toEqual(["adult", "nonadult"]);
    expect(all(xml, "atom:link")[0]?.attributes).toMatchObject({
      rel: "self",
      href: `http://localhost:3000/feeds/${channelId}/rss.xml`,
    });
    expect(all(xml, "media:thumbnail")[0]?.attributes["url"]).toBe(`http://localhost:3000/watch/${newer}/poster.jpg`);

    const film = await ask(publishedFilm, newer);
    const length = film.headers.get("x-body-length");
    expect(sha256(Buffer.from(await film.arrayBuffer()))).toBe(sha256(desk.film));
    expect(all(xml, "enclosure")[0]?.attributes).toEqual({
      url: `http://localhost:3000/watch/${newer}/film.mp4`,
      length,
      type: "video/mp4",
    });
    expect(all(xml, "media:content")[0]?.attributes).toMatchObject({ fileSize: length, duration: "10" });

    const cast = await textOf(podcastFeed, channelId);
    expect(all(cast, "itunes:duration").map(({ text }) => text)).toEqual(["10", "10"]);
    expect(all(cast, "itunes:explicit").map(({ text }) => text)).toEqual(["true", "true", "false"]);
    const json = JSON.parse(await textOf(jsonFeedFile, channelId)) as { items: object[] };
    expect(json.items[0]).toMatchObject({
      id: newer,
      url: `http://localhost:3000/watch/${newer}`,
      tags: ["boats", "a, b"],
      attachments: [
        { mime_type: "video/mp4", size_in_bytes: Number(length), duration_in_seconds: expect.closeTo(10, 1) as number },
      ],
    });
  });

  it("is not sent again to a reader who has it, and is when something was added", async () => {
    const channelId = await aFeed({ createdAt: new Date("2026-11-01T00:00:00Z") });
    for (const door of [rssFeed, podcastFeed, jsonFeedFile]) {
      const first = await ask(door, channelId);
      const packed = await ask(door, channelId, { "accept-encoding": "gzip" });
      const [etag, date] = ["etag", "last-modified"].map((name) => first.headers.get(name) ?? "");
      expect(first.headers.get("cache-control")).toBe("public, max-age=60, no-transform");
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      expect(packed.headers.get("etag")).not.toBe(etag);
      for (const had of [etag ?? "", packed.headers.get("etag") ?? ""]) {
        const again = await ask(door, channelId, { "if-none-match": had });
        expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
      }
      expect(date).toBe("Sun, 01 Nov 2026 00:00:00 GMT");
      expect((await ask(door, channelId, { "if-modified-since": date ?? "" })).status).toBe(304);
      const id = await shown(desk, { channelId, videoId });
      expect((await ask(door, channelId, { "if-none-match": etag ?? "" })).status).toBe(200);
      expect((await ask(door, channelId, { "if-modified-since": date ?? "" })).status).toBe(200);
      await db().assignment.delete({ where: { id } });
      const head = await ask(door, channelId, {}, "HEAD");
      expect([await head.text(), head.headers.get("x-body-length")]).toEqual(["", first.headers.get("x-body-length")]);
    }
  });

  it("keeps what it has published while it is paused, and is gone with all of it once it is removed", async () => {
    const channelId = await aFeed();
    const id = await shown(desk, { channelId, videoId });
    const doors = [rssFeed, podcastFeed, jsonFeedFile].map((door) => [door, channelId] as const);
    const entries = [publishedFilm, publishedPoster].map((door) => [door, id] as const);
    const statuses = () => Promise.all([...doors, ...entries].map(async ([door, of]) => (await ask(door, of)).status));

    await db().channel.update({ where: { id: channelId }, data: { status: "paused" } });
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
    await db().channel.update({ where: { id: channelId }, data: { removedAt: new Date() } });
    expect(await statuses()).toEqual([404, 404, 404, 404, 404]);
  });
});

describe("a stranger", () => {
  const saidBy = async (door: Handler, id: string) => {
    const answer = await ask(door, id);
    const { request_id: _own, ...said } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, ...said };
  };

  it("is told the same of what never was, what is not published, what is no feed, and what was removed", async () => {
    const [channelId, webhook] = [await aFeed(), await aFeed({ platform: "webhook" })];
    const removed = await aFeed({ removedAt: new Date() });
    const nowhere = crypto.randomUUID();
    const waiting = await shown(desk, { channelId, videoId, status: "publishing" });
    const elsewhere = await shown(desk, { channelId: webhook, videoId });
    const gone = await shown(desk, { channelId: removed, videoId });
    const nothing = {
      status: 404,
      code: "publication_not_found",
      detail: "Nothing is published at this address.",
      title: "Not Found",
      type: "urn:marquee:problem:publication_not_found",
    };
    for (const id of [nowhere, "no id", "x".repeat(400), waiting, elsewhere, gone])
      for (const door of [publishedFilm, publishedPoster]) expect(await saidBy(door, id), id).toEqual(nothing);
    for (const id of [nowhere, "no id", webhook, removed, waiting])
      for (const door of [rssFeed, podcastFeed, jsonFeedFile]) expect(await saidBy(door, id), id).toEqual(nothing);
  });

  it("seeks in the film, and may show it elsewhere", async () => {
    const id = await shown(desk, { channelId: await aFeed(), videoId, title: "Night / 1" });
    const part = await ask(publishedFilm, id, { range: "bytes=1000-2999" });
    expect(part.status).toBe(206);
    expect(Object.fromEntries(part.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-range": `bytes 1000-2999/${desk.film.length}`,
      "content-disposition": expect.stringContaining('inline; filename="Night 1.mp4"') as string,
      "content-security-policy": expect.stringContaining("sandbox") as string,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=60",
    });
    expect(Buffer.from(await part.arrayBuffer()).equals(desk.film.subarray(1000, 3000))).toBe(true);
    expect((await ask(publishedFilm, id, { range: `bytes=${desk.film.length}-` })).status).toBe(416);
    const head = await ask(publishedFilm, id, {}, "HEAD");
    expect([head.headers.get("x-body-length"), await head.text()]).toEqual([String(desk.film.length), ""]);
    const poster = await ask(publishedPoster, id);
    expect([poster.status, poster.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  });

  it("may set the player into a page of their own, and nothing in it runs", async () => {
    const id = await shown(desk, { channelId: await aFeed(), videoId, title: NASTY });
    const answer = await ask(publishedPlayer, id);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; .*frame-ancestors \*$/);
    expect(policy).not.toContain("script-src");
    const page = await answer.text();
    expect(page).toContain(`src="/watch/${id}/film.mp4"`);
    expect(page).toContain("]]&gt; &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 🦊");
    expect(page).not.toContain("<script");
    expect((await ask(publishedPlayer, crypto.randomUUID())).status).toBe(404);
  });

  it("learns neither where films are kept, nor a link's signature, nor who made anything", async () => {
    const channelId = await aFeed();
    const id = await shown(desk, { channelId, videoId });
    const [copy] = await asOwner<{ key: string }>("SELECT key FROM copies WHERE key LIKE '%.mp4' LIMIT 1");
    const secrets = [link.split("/d/")[1] ?? "", copy?.key ?? "", desk.dataDir, "Lovelace", videoId, `/${project}/`];
    expect(secrets.every((secret) => secret.length > 2)).toBe(true);
    const answers = [rssFeed, podcastFeed, jsonFeedFile].map(async (door) => {
      const answer = await ask(door, channelId);
      return JSON.stringify([...answer.headers]) + (await answer.text());
    });
    const film = await ask(publishedFilm, id, {}, "HEAD");
    const heard = [...(await Promise.all(answers)), JSON.stringify([...film.headers])].join("\n");
    expect(heard).toContain(id);
    for (const secret of secrets) expect(heard).not.toContain(secret);
  });
});

describe("a film that no store has any more", () => {
  const states = (state: "verified" | "missing") =>
    db().copy.updateMany({ where: { delivery: { videoId } }, data: { state } });
  afterEach(async () => void (await states("verified")));

  it("leaves the feed until it is there again", async () => {
    const channelId = await aFeed();
    const id = await shown(desk, { channelId, videoId });
    await states("missing");
    expect(all(await textOf(rssFeed, channelId), "item")).toEqual([]);
    expect((await ask(publishedFilm, id)).status).toBe(503);
    expect(await textOf(publishedPlayer, id)).toMatch(/^(?!.*<video).*cannot be played at the moment/s);
    await states("verified");
    expect(all(await textOf(rssFeed, channelId), "item")).toHaveLength(1);
  });
});
