import { beforeAll, describe, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import { registerVideo } from "@/lib/domain/videos/operations/register-video";
import { db } from "@/lib/infra/db";
import { operation, perform } from "@/lib/infra/operation";
import { call, keyOfRole } from "@/lib/testing/call";

let manager = "";
let reviewer = "";
let made = 0;

/** A video as an accepted delivery leaves it, without the delivery's own story. */
async function aVideo({
  title,
  concept = null,
  tags = [],
}: {
  title: string;
  concept?: string | null;
  tags?: string[];
}): Promise<string> {
  const checksum = `sha256:${String((made += 1)).padStart(64, "0")}`;
  const deliveryId = `dist_${String(made).padStart(20, "0")}`;
  const accept = operation({
    ...registerVideo,
    async run(input, work) {
      const { id } = await registerVideo.run(input, work);
      await work.tx.delivery.create({
        data: {
          id: deliveryId,
          videoId: id,
          projectId: "films",
          storagePrefix: "",
          checksum,
          claimedSeconds: 1,
          sourceUrl: "https://films.example/a.mp4",
          sourceSealed: "",
          qcStatus: "pass",
          urlExpiryHours: 72,
          metadata: {},
          createdAt: work.now,
          queuedAt: work.now,
        },
      });
      return { id };
    },
  });
  const { id } = await perform(
    accept,
    { project_id: "films", checksum, concept_id: concept, title, tags, delivery_id: deliveryId },
    insideCaller("cli", "test"),
  );
  return id;
}

beforeAll(async () => {
  manager = await keyOfRole("manager");
  reviewer = await keyOfRole("reviewer");
});

describe("editing a video", () => {
  it("lets one of ten editors through and tells nine to look again", async () => {
    const id = await aVideo({ title: "Before" });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, editor) =>
        call("PATCH", "/api/v1/videos/{id}", {
          key: manager,
          params: { id },
          headers: { "if-match": '"0"' },
          body: { title: `Editor ${editor}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    const winner = answers.find(({ status }) => status === 200)?.body;
    const { body } = await call("GET", "/api/v1/videos/{id}", { key: reviewer, params: { id } });
    expect([body["title"], body["revision"]]).toEqual([winner?.["title"], 1]);
    expect(
      await db().auditEntry.count({ where: { subject: `video:${id}`, operation: "videos.edit", code: "stale" } }),
    ).toBe(9);
  });

  it("is not for reviewers, and nothing is changed by trying", async () => {
    const id = await aVideo({ title: "Mine" });
    expect(
      (
        await call("PATCH", "/api/v1/videos/{id}", {
          key: reviewer,
          params: { id },
          body: { title: "Theirs" },
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await call("PATCH", "/api/v1/videos/{id}", {
          key: manager,
          params: { id: "vid_none" },
          body: { title: "x" },
        })
      ).status,
    ).toBe(404);
    expect((await call("GET", "/api/v1/videos/{id}", { key: reviewer, params: { id } })).body["title"]).toBe("Mine");
  });
});

describe("the desk's list", () => {
  it("finds by title, tag, project and checksum, and combines filters", async () => {
    const id = await aVideo({ title: "The Quietest Train", tags: ["rail"] });
    const found = async (query: Record<string, string>) =>
      ((await call("GET", "/api/v1/videos", { key: reviewer, query })).body["items"] as { id: string }[]).map(
        (video) => video.id,
      );
    const { checksum } = await db().video.findUniqueOrThrow({ where: { id } });
    for (const q of ["quietest", "RAIL", checksum, checksum.slice(7)]) expect(await found({ q }), q).toContain(id);
    expect(await found({ q: "quietest", status: "queued", project: "films" })).toEqual([id]);
    expect(await found({ q: "quietest", status: "published" })).toEqual([]);
    expect(await found({ q: "quietest", since: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await found({ q: "100%_'; DROP TABLE videos" })).toEqual([]);
  });

  it("counts versions within a concept, even when they come at once", async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => aVideo({ title: `Take ${n}`, concept: "take" })));
    const { body } = await call("GET", "/api/v1/videos/{id}", { key: reviewer, params: { id: ids[0] ?? "" } });
    expect((body["versions"] as { version: number }[]).map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
  });
});
