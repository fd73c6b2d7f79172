import { describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { heldBack } from "@/lib/testing/agents";
import { delivering, sha256 } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { previewDelivery } from "./preview-delivery";

const desk = await delivering();
const rehearse = (asset: unknown, caller = inside) => perform(previewDelivery, asset, caller);
const asset = (url = desk.source.url("/film.mp4")) => ({
  project_id: desk.project,
  final_edit: { video_url: url, duration_seconds: desk.seconds, checksum: sha256(desk.film) },
  qc_report: { status: "pass" },
});
const anUpload = async (completedAt: Date | null, actorId = inside.actorId) => {
  const id = `upl_${crypto.randomUUID().replaceAll("-", "")}`;
  const [now, later] = [new Date(), new Date(Date.now() + 3_600_000)];
  await db().upload.create({
    data: {
      id,
      actorId,
      actorName: "Eva",
      fileName: "film.mp4",
      bytes: 10n,
      createdAt: now,
      completedAt,
      expiresAt: later,
    },
  });
  return `upload:${id}`;
};
const codes = async (what: unknown) => (await rehearse(what)).refusals.map(({ code }) => code);

describe("a rehearsal of a delivery", () => {
  it("says what the present state makes of the asset: published, joined, renewed, tried again", async () => {
    expect(await rehearse(asset())).toEqual({ would: "publish", refusals: [] });
    const asked = heldBack(desk.source);
    const held = desk.deliver({ path: "/held.mp4" });
    await asked();
    expect((await rehearse(asset())).would).toBe("join");
    desk.source.release();
    await held;
    expect((await rehearse(asset())).would).toBe("renew");
  });

  it("and of one that failed", async () => {
    await desk.deliver({ path: "/gone.mp4" });
    expect((await rehearse(asset())).would).toBe("retry");
  });

  it("tells every reason against it at once, however little of the asset can be read", async () => {
    const wrong = {
      project_id: "Not A Project",
      final_edit: { video_url: "http://10.0.0.1/film.mp4", checksum: "sha256:short" },
      qc_report: { status: "fail" },
      captions: [],
    };
    const { would, refusals } = await rehearse(wrong);
    expect([would, refusals.map(({ code }) => code)]).toEqual([
      "refuse",
      ["invalid_request", "qc_not_passed", "source_refused"],
    ]);
    expect(Object.keys(refusals[0]?.fields ?? {}).toSorted()).toEqual([
      "captions",
      "final_edit.checksum",
      "final_edit.duration_seconds",
      "project_id",
    ]);
    for (const nonsense of [undefined, null, 7, [], {}]) {
      expect(await codes(nonsense)).toEqual(["invalid_request"]);
    }
  });

  it.each([
    ["a private address", "https://192.168.1.7/film.mp4"],
    ["plain http", "http://films.example.com/film.mp4"],
    ["a name near us", "https://intranet.local/film.mp4"],
    ["no address", "film.mp4"],
  ])("refuses %s as a source", async (_what, url) => {
    expect(await codes(asset(url))).toEqual(["source_refused"]);
  });

  it("knows an upload that is not there, is another's, or has not arrived whole", async () => {
    expect(await codes(asset("upload:upl_00000000000000000000000000000000"))).toEqual(["upload_not_found"]);
    expect(await codes(asset(await anUpload(new Date(), "user:somebody-else")))).toEqual(["upload_not_found"]);
    expect(await codes(asset(await anUpload(null)))).toEqual(["upload_unfinished"]);
    expect((await rehearse(asset(await anUpload(new Date())))).would).toBe("publish");
  });

  it("fetches nothing and leaves no trace", async () => {
    // The worker may still be busy with what the stories before this one delivered, and leaves entries of its own.
    const caller = { ...inside, requestId: "rehearsed" };
    const ours = { where: { requestId: caller.requestId } };
    const traces = () =>
      Promise.all([
        db().auditEntry.count(ours),
        db().outboxEvent.count(ours),
        db().delivery.count(),
        db().video.count(),
      ]);
    const [before, fetched] = [await traces(), [...desk.source.asked]];
    await rehearse(asset(), caller);
    await rehearse({ ...asset(), qc_report: { status: "fail" } }, caller);
    await rehearse({}, caller);
    expect([await traces(), [...desk.source.asked]]).toEqual([before, fetched]);
  });

  it("is for whoever may deliver", async () => {
    const reviewer = { ...inside, scopes: new Set(["deliveries:read" as const]) };
    await expect(rehearse(asset(), reviewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});
