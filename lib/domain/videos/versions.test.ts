import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { call, keyOfRole } from "@/lib/testing/call";
import { delivering, sha256 } from "@/lib/testing/delivering";
import { serveSource } from "@/lib/testing/servers/source-server";
import { videoFile } from "@/lib/edge/streams/film";
import type { Video, VideoWithVersions } from "./contract";

const desk = await delivering();
/** The same film with other bytes behind it is another cut: it has a checksum of its own. */
const cuts = ["first", "second", "third"].map((note) => {
  const box = Buffer.alloc(8 + note.length);
  box.writeUInt32BE(box.length, 0);
  box.write(`free${note}`, 4);
  return Buffer.concat([desk.film, box]);
});
const sources = await Promise.all(cuts.map((cut) => serveSource(cut)));
process.env["OUTBOUND_ALLOW"] = sources.map(({ host }) => host).join(",");
let reviewer = "";

beforeAll(async () => {
  reviewer = await keyOfRole("reviewer");
});
afterAll(() => Promise.all(sources.map((source) => source.close())));

interface Sent {
  readonly concept: string | null;
  /** The source serves something else than was promised. */
  readonly broken?: boolean;
}

/** Sends one of the cuts; answers its video's id. */
async function send(at: number, { concept, broken = false }: Sent): Promise<string> {
  const checksum = broken ? sha256(Buffer.from(`${desk.project} ${at}`)) : sha256(cuts[at] ?? Buffer.alloc(0));
  const answer = await call("POST", "/api/v1/deliveries", {
    key: desk.key,
    body: {
      project_id: desk.project,
      final_edit: { video_url: sources[at]?.url("/film.mp4"), duration_seconds: desk.seconds, checksum },
      qc_report: { status: "pass" },
      distribution_settings: { metadata: { title: `Cut ${at}`, ...(concept === null ? {} : { concept_id: concept }) } },
    },
  });
  expect(answer.status).toBe(broken ? 422 : 201);
  return (await db().video.findFirstOrThrow({ where: { projectId: desk.project, checksum } })).id;
}

const look = async (id: string) =>
  (await call("GET", "/api/v1/videos/{id}", { key: reviewer, params: { id } })).body as unknown as VideoWithVersions;

/** `3 published, current`, newest first. */
const versionsOf = async (id: string) =>
  (await look(id)).versions.map(
    ({ version, status, is_current: is }) => `${version} ${status}${is ? ", current" : ""}`,
  );

describe("versions of a concept", () => {
  it("are made by a new checksum, and the newest that was published is the current one", async () => {
    const first = await send(0, { concept: "harbour" });
    expect(await versionsOf(first)).toEqual(["1 published, current"]);
    const second = await send(1, { concept: "harbour" });
    expect(second).not.toBe(first);
    expect(await versionsOf(first)).toEqual(["2 published, current", "1 published"]);
    expect([(await look(first)).is_current, (await look(second)).is_current]).toEqual([false, true]);
    expect((await look(first)).versions[0]).toMatchObject({
      id: second,
      title: "Cut 1",
      duration_seconds: expect.closeTo(desk.seconds, 1),
      bytes: cuts[1]?.length,
    });
  });

  it("leave the title with the one before while the newest has failed", async () => {
    const first = await send(0, { concept: "bread" });
    const failed = await send(1, { concept: "bread", broken: true });
    expect(await versionsOf(failed)).toEqual(["2 failed", "1 published, current"]);
    const third = await send(2, { concept: "bread" });
    expect(await versionsOf(first)).toEqual(["3 published, current", "2 failed", "1 published"]);
    expect((await look(third)).is_current).toBe(true);
  });

  it("have the newest as the current one while none has been published", async () => {
    const first = await send(0, { concept: "night", broken: true });
    await send(1, { concept: "night", broken: true });
    expect(await versionsOf(first)).toEqual(["2 failed, current", "1 failed"]);
  });

  it("stay downloadable when a newer one has come", async () => {
    const first = await send(0, { concept: "rivers" });
    await send(1, { concept: "rivers" });
    const request = new Request(`http://localhost:3000/api/v1/videos/${first}/file?download=1`, {
      headers: { authorization: `Bearer ${reviewer}` },
    });
    const answer = await videoFile(request, { params: Promise.resolve({ id: first }) });
    expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(sha256(cuts[0] ?? Buffer.alloc(0)));
  });

  it("are another concept's in another project, and a video without a concept is its own current one", async () => {
    const alone = await send(0, { concept: null });
    expect(await versionsOf(alone)).toEqual(["1 published, current"]);
    await send(1, { concept: null });
    expect(await versionsOf(alone)).toEqual(["1 published, current"]);
  });

  it("are told in the list too, page by page", async () => {
    await send(0, { concept: "watch" });
    const second = await send(1, { concept: "watch" });
    const query = { project: desk.project };
    const { body } = await call("GET", "/api/v1/videos", { key: reviewer, query });
    const current = (body["items"] as Video[]).filter(({ is_current: is }) => is).map(({ id }) => id);
    expect(current).toEqual([second]);
    expect(body["total"]).toBe(2);
  });
});
