import { afterEach, describe, expect, it } from "vitest";
import { strangerAt } from "@/lib/core/caller";
import { HOUR } from "@/lib/core/time";
import { signedDownload } from "@/lib/edge/streams/film";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { call } from "@/lib/testing/call";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { eventually } from "@/lib/testing/worker";
import type { Link } from "./contract";
import { endOfLink } from "./link-rules";
import { listLinks } from "./operations/list-links";
import { openLink } from "./operations/open-link";
import { renewLink } from "./operations/renew-link";

const desk = await delivering();
const usual = env().LINK_MAX_HOURS;
/** The operator has come to allow less, and started the desk anew. */
const allow = (hours: number) => Object.assign(env(), { LINK_MAX_HOURS: hours });
afterEach(() => allow(usual));

const published = async () => String(recordOf((await desk.deliver()).body)["audit_log_id"]);
const stranger = strangerAt("link", "links:follow", { requestId: "r", address: "192.0.2.7" });
const tokenOf = (url: string | null) => url?.split("/d/")[1] ?? "";
const click = (url: string | null) =>
  signedDownload(new Request(url ?? ""), { params: Promise.resolve({ token: tokenOf(url) }) });
const links = (id: string, now = new Date()) => perform(listLinks, { id }, inside, { now });

describe("a link", () => {
  it("says what was promised and, beside it, what the desk has come to allow; then that is what counts", async () => {
    const id = await published();
    const now = new Date();
    const link = await perform(renewLink, { id, url_expiry_hours: 72 }, inside, { now });
    expect(link).toMatchObject({
      effective_expires_at: link.expires_at,
      limited_by: "promise",
      signing_ends_at: null,
      opened: 0,
      last_opened_at: null,
      reminder: null,
    });

    allow(24);
    const [shorter] = (await links(id)).items;
    expect(shorter).toMatchObject({
      expires_at: link.expires_at,
      effective_expires_at: new Date(now.getTime() + 24 * HOUR).toISOString(),
      limited_by: "policy",
    });
    expect((await links(id)).max_hours).toBe(24);
    const token = tokenOf(link.public_url);
    const open = (hours: number) =>
      perform(openLink, { token }, stranger, { now: new Date(now.getTime() + hours * HOUR) });
    expect((await open(23.9)).link_id).toBe(link.id);
    await expect(open(24)).rejects.toMatchObject({ kind: "forbidden", code: "link_refused" });
    expect((await links(id, new Date(now.getTime() + 24 * HOUR))).items[0]).toMatchObject({ public_url: null });

    allow(usual);
    expect((await open(71.9)).link_id).toBe(link.id);
    await expect(open(72)).rejects.toMatchObject({ code: "link_refused" });
  });

  it("promises no more than the desk allows when it is made, in the record too, and keeps that", async () => {
    allow(24);
    const record = recordOf((await desk.deliver()).body);
    const id = String(record["audit_log_id"]);
    const [first] = (await links(id)).items;
    const made = Date.parse(first?.created_at ?? "");
    expect(Date.parse(String(record["expires_at"])) - made).toBeLessThanOrEqual(24 * HOUR);
    expect(Date.parse(String(record["expires_at"])) - made).toBeGreaterThan(23.9 * HOUR);
    expect(first).toMatchObject({
      expires_at: record["expires_at"],
      effective_expires_at: record["expires_at"],
      limited_by: "promise",
    });
    const renewed = await call("POST", "/api/v1/deliveries/{id}/links", {
      key: desk.key,
      params: { id },
      body: { url_expiry_hours: 72 },
    });
    const { expires_at: end, effective_expires_at: trueEnd, created_at: from } = renewed.body as unknown as Link;
    expect([renewed.status, trueEnd]).toEqual([201, end]);
    expect(Date.parse(end) - Date.parse(from)).toBeLessThanOrEqual(24 * HOUR);
    const token = tokenOf(String(record["public_url"]));
    const almost = new Date(Date.parse(String(record["expires_at"])) - 1000);
    expect((await perform(openLink, { token }, stranger, { now: almost })).link_id).toBe(first?.id);
  });

  it("is streamed anew on every click, and tells how often it was opened, and when last", async () => {
    const id = await published();
    const [link] = (await links(id)).items;
    for (let clicks = 0; clicks < 2; clicks += 1) {
      const answer = await click(link?.public_url ?? null);
      expect(answer.status).toBe(200);
      expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(sha256(desk.film));
    }
    const used = await eventually(async () => {
      const [seen] = (await links(id)).items;
      return seen?.opened === 2 && seen;
    });
    expect(Date.parse(used.last_opened_at ?? "")).toBeGreaterThan(Date.parse(used.created_at));
  });

  it("counts an opening once: not a probe, not its pieces, not what was there already", async () => {
    const id = await published();
    const [link] = (await links(id)).items;
    const get = async (headers: Record<string, string>, url = link?.public_url ?? "") => {
      const token = tokenOf(url);
      const answer = await signedDownload(new Request(url, { headers }), { params: Promise.resolve({ token }) });
      await answer.body?.cancel();
      return answer.status;
    };
    const opened = async () => (await links(id)).items.map((one) => one.opened);
    const etag = `"${sha256(desk.film)}"`;
    expect(await get({ range: "bytes=0-1" })).toBe(206);
    expect(await get({ "if-none-match": etag })).toBe(304);
    expect(await get({ range: `bytes=${desk.film.length}-` })).toBe(416);
    expect(await get({ range: "bytes=1000-1999" })).toBe(206);
    expect(await opened()).toEqual([0]);
    expect(await get({ range: "bytes=1-" })).toBe(206);
    expect(await opened(), "who leaves out the first byte has opened it").toEqual([1]);
    expect(await get({ range: "bytes=1-" })).toBe(206);
    expect(await get({ range: "bytes=200-" })).toBe(206);
    expect(await opened(), "a jump belongs to that opening").toEqual([1]);
    expect(await get({ range: "bytes=0-" })).toBe(206);
    expect(await get({ range: "bytes=0-1" })).toBe(206);
    expect(await opened()).toEqual([2]);
    const other = await perform(renewLink, { id, url_expiry_hours: 1 }, inside);
    expect(await get({ range: "bytes=1-" }, other.public_url ?? "")).toBe(206);
    expect(await opened(), "another link is another way").toEqual([1, 2]);
  });

  it("of whose film no copy can be read says so, and works again once one can", async () => {
    const id = await published();
    const [link] = (await links(id)).items;
    await db().copy.updateMany({ where: { deliveryId: id }, data: { state: "missing" } });
    const answer = await click(link?.public_url ?? null);
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: "storage_failed" })]);
    await db().copy.updateMany({ where: { deliveryId: id }, data: { state: "verified" } });
    expect((await click(link?.public_url ?? null)).status).toBe(200);
  });

  it("that was promised longer than seven days ends with the seventh", async () => {
    const id = await published();
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + 400 * HOUR);
    await db().link.create({ data: { deliveryId: id, createdAt, createdBy: "an older desk", expiresAt } });
    const [link] = (await links(id)).items;
    const end = endOfLink({ createdAt, expiresAt }, { maxHours: 168, signingEndsAt: null });
    expect(link).toMatchObject({ limited_by: "policy", effective_expires_at: end.at.toISOString() });
  });

  it("comes in pages, newest first, each with its own numbers", async () => {
    const id = await published();
    for (let more = 0; more < 4; more += 1) await perform(renewLink, { id, url_expiry_hours: 1 }, inside);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await call("GET", "/api/v1/deliveries/{id}/links", {
        key: desk.key,
        params: { id },
        query: { limit: "2", ...(cursor === null ? {} : { cursor }) },
      });
      seen.push(...(body["items"] as { id: string }[]).map((link) => link.id));
      cursor = body["next_cursor"] as string | null;
    } while (cursor !== null);
    const rows = await db().link.findMany({
      where: { deliveryId: id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    expect(seen).toEqual(rows.map((row) => row.id));
    expect(seen).toHaveLength(5);
  });
});
