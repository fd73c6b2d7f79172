import { mkdtempSync } from "node:fs";
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linkUrl } from "@/lib/domain/deliveries/link-token";
import { previewDelivery } from "@/lib/domain/deliveries/operations/preview-delivery";
import { deliveryFigures } from "@/lib/domain/deliveries/queries";
import { getVideo } from "@/lib/domain/videos/operations/get-video";
import { openVideo } from "@/lib/domain/videos/operations/open-video";
import { signedDownload } from "@/lib/edge/streams/film";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { keptPath } from "@/lib/infra/staging/kept-copy";
import { call } from "@/lib/testing/call";
import { allVerified, copiesOn, deliverKept } from "@/lib/testing/copies";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { eventually } from "@/lib/testing/worker";
import { renameStore } from "./operations/rename-store";
import { replicateCopies as bringCopies } from "./workers/replicate-copies";
import { tendCopies } from "./workers/tend-copies";

const replica = mkdtempSync(join(tmpdir(), "marquee-replica-"));
process.env["STORAGE_REPLICAS"] = `local:${replica}`;
const NAME = `local:${replica}`;

const desk = await delivering();
const primary = join(desk.dataDir, "storage");
const shown = async (deliveryId: string) => {
  const { videoId } = await db().delivery.findUniqueOrThrow({ where: { id: deliveryId } });
  return perform(getVideo, { id: videoId }, inside);
};
const check = (id: string) => call("POST", "/api/v1/deliveries/{id}/copies/check", { key: desk.key, params: { id } });

describe("a film that is lost in every store", { timeout: 60_000 }, () => {
  it("is written anew when the film is delivered again, which copies nothing while one copy is verified", async () => {
    const { id, key } = await deliverKept(desk, 2);
    const asset = {
      project_id: desk.project,
      final_edit: {
        video_url: desk.source.url("/film.mp4"),
        duration_seconds: desk.seconds,
        checksum: sha256(desk.film),
      },
      qc_report: { status: "pass" },
      distribution_settings: { storage_prefix: "p" },
    };
    const would = async () => (await perform(previewDelivery, asset, inside)).would;
    const again = () => desk.deliver({ settings: { storage_prefix: "p" } });
    await rm(join(primary, key));
    await rm(join(replica, key));
    await rm(await keptPath(id));
    await db().copy.updateMany({ where: { deliveryId: id, store: NAME }, data: { state: "missing" } });
    expect([(await again()).status, await would()]).toEqual([200, "renew"]);

    const { availableAt } = await db().video.findFirstOrThrow({ where: { deliveryId: id } });
    const link = await db().link.findFirstOrThrow({ where: { deliveryId: id } });
    await check(id);
    await eventually(async () => (await copiesOn(id)).every(({ state }) => state === "missing"));
    expect(await would()).toBe("publish");
    expect(await shown(id)).toMatchObject({ is_lost: true, versions: [{ is_lost: true }] });
    desk.source.asked.clear();
    const { status, body } = await again();
    expect([status, [...desk.source.asked.values()]]).toEqual([201, [1]]);
    expect(recordOf(body)).toMatchObject({ audit_log_id: id, storage_location: `local://${key}` });
    await allVerified(id, 2);
    for (const folder of [primary, replica]) expect(desk.film.equals(await readFile(join(folder, key)))).toBe(true);
    expect(await shown(id)).toMatchObject({ is_lost: false, versions: [{ is_lost: false }] });
    const row = await db().delivery.findUniqueOrThrow({ where: { id }, include: { video: true } });
    expect([row.run, row.status, row.video.availableAt]).toEqual([2, "published", availableAt]);
    const answer = await signedDownload(new Request(linkUrl(link)), {
      params: Promise.resolve({ token: linkUrl(link).split("/").at(-1) ?? "" }),
    });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  it("is not lost while it stands under another prefix, and is watched from there", async () => {
    const [other, speaking] = [await deliverKept(desk, 2, "other"), await deliverKept(desk, 2, "speaking")];
    const { deliveryId } = await db().video.findFirstOrThrow({ where: { deliveries: { some: { id: speaking.id } } } });
    for (const { id } of [other, speaking]) {
      const state = id === deliveryId ? "missing" : "verified";
      await db().copy.updateMany({ where: { deliveryId: id }, data: { state } });
    }
    const { id, is_lost: isLost } = await shown(speaking.id);
    expect(isLost).toBe(false);
    const { copies } = await perform(openVideo, { id }, inside);
    expect(copies.map(({ store }) => store).toSorted()).toEqual(["local", NAME]);
    // A store that the settings name no more is nothing to count on.
    await db().copy.deleteMany({ where: { deliveryId: { in: [other.id, speaking.id] }, store: NAME } });
    await db().copy.updateMany({
      where: { deliveryId: { in: [other.id, speaking.id] }, state: "verified" },
      data: { store: "local:/former" },
    });
    expect((await shown(speaking.id)).is_lost).toBe(true);
  });

  it("is not told as beyond healing while a staging copy cannot be read", async () => {
    const { id, key } = await deliverKept(desk, 2);
    const kept = await keptPath(id);
    for (const path of [join(primary, key), join(replica, key), kept]) await rm(path);
    await symlink(kept, kept);
    await db().copy.updateMany({ where: { deliveryId: id }, data: { state: "missing" } });
    await expect(bringCopies({ deliveryId: id })).rejects.toThrow("did not answer");
    await rm(kept);
    await writeFile(kept, desk.film);
    await bringCopies({ deliveryId: id });
    await allVerified(id, 2);
  });
});

describe("a store that has another name now", () => {
  const rename = (from: string, to: string) => perform(renameStore, { from, to }, inside);

  it("counts no more under its old one, and is renamed on record where the new one has nothing yet", async () => {
    const { id, key } = await deliverKept(desk, 2);
    const place = { deliveryId_store: { deliveryId: id, store: NAME } };
    await db().copy.updateMany({ where: { store: NAME }, data: { store: "local:/former" } });
    await db().delivery.update({ where: { id }, data: { storageLocation: `local://${replica}/${key}` } });
    const delivery = await call("GET", "/api/v1/deliveries/{id}", { key: desk.key, params: { id } });
    expect(delivery.body["replica_count"]).toBe(1);
    expect((await deliveryFigures()).replicas).toBe(
      await db().copy.count({ where: { store: "local", state: "verified" } }),
    );

    await expect(rename("local:/former", "local:/other")).rejects.toMatchObject({ code: "store_unknown" });
    await expect(rename("local:/unheard-of", NAME)).rejects.toMatchObject({ code: "store_unknown" });
    await expect(rename("local", NAME)).rejects.toMatchObject({ code: "store_still_named" });
    await expect(rename("local:/former", "local")).rejects.toMatchObject({ code: "store_has_copies" });
    await rename("local:/former", NAME);
    const copy = await db().copy.findUniqueOrThrow({ where: place });
    expect([copy.location, copy.checkedAt.getTime()]).toEqual([`local://${replica}/${key}`, 0]);
    await tendCopies();
    await eventually(async () => (await db().copy.findUniqueOrThrow({ where: place })).checkedAt.getTime() > 0);
    expect(await db().copy.count({ where: { store: "local:/former" } })).toBe(0);
  });
});
