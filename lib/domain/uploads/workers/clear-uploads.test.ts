import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY } from "@/lib/core/time";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import { uploadPath } from "@/lib/infra/staging/upload-path";
import { holding } from "@/lib/testing/people";
import { beginUpload } from "../operations/begin-upload";
import { finishUpload } from "../operations/finish-upload";
import { removeUpload } from "../operations/remove-upload";
import { clearDelivered, sweepUploads } from "./clear-uploads";

const sender = holding("deliveries:write");
const now = new Date("2026-11-21T12:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * DAY);
let made = 0;

/** An upload whose bytes are all there. */
async function arrived(text = "film"): Promise<string> {
  const { id } = await perform(beginUpload, { file_name: "a.mp4", bytes: text.length }, sender, { now });
  await writeFile(await uploadPath(id), text);
  await perform(finishUpload, { id }, sender, { now });
  return id;
}

/** A delivery made of an upload; its row is moved to where the story wants it. */
async function deliveredOf(id: string, status: "queued" | "fetching" | "failed" | "published"): Promise<string> {
  made += 1;
  const asset = {
    project_id: `p-${made}`,
    final_edit: { video_url: `upload:${id}`, duration_seconds: 1, checksum: `sha256:${"0".repeat(64)}` },
    qc_report: { status: "pass" },
  };
  await perform(publishFinalAsset, asset, sender, { now, waitMs: 0 });
  const { id: delivery } = await db().delivery.findFirstOrThrow({ where: { projectId: `p-${made}` } });
  await db().delivery.update({ where: { id: delivery }, data: { status } });
  return delivery;
}

const files = async () => (await readdir(await dataFolder("uploads"))).toSorted();

beforeEach(async () => {
  await db().upload.updateMany({ data: { removedAt: now } });
  await sweepUploads(now);
});

describe("what is left of uploads", () => {
  it("goes when its time is over, finished or not, and not before", async () => {
    const whole = await arrived();
    const { id: half } = await perform(beginUpload, { file_name: "b.mp4", bytes: 10 }, sender, { now });
    await writeFile(await uploadPath(half), "half");
    await sweepUploads(later(2.9));
    expect(await files()).toEqual([whole, half].toSorted());
    await sweepUploads(later(3.1));
    expect(await files()).toEqual([]);
    expect(await db().upload.count({ where: { id: { in: [whole, half] }, removedAt: later(3.1) } })).toBe(2);
    const entries = await db().auditEntry.findMany({
      where: { operation: "uploads.clear", subject: `upload:${whole}` },
    });
    expect(entries).toMatchObject([{ actorId: "worker", outcome: "done" }]);
  });

  it("stays while a delivery takes it, however late it is, and goes when that is published", async () => {
    const id = await arrived();
    const delivery = await deliveredOf(id, "fetching");
    await sweepUploads(later(30));
    expect(await files()).toEqual([id]);
    await db().delivery.update({ where: { id: delivery }, data: { status: "published" } });
    await clearDelivered({ deliveryId: delivery });
    await clearDelivered({ deliveryId: delivery });
    expect(await files()).toEqual([]);
    expect(await db().auditEntry.count({ where: { operation: "uploads.clear", subject: `upload:${id}` } })).toBe(1);
  });

  it("stays for the first of two deliveries while the second is published", async () => {
    const id = await arrived();
    const first = await deliveredOf(id, "queued");
    const second = await deliveredOf(id, "published");
    await clearDelivered({ deliveryId: second });
    await sweepUploads(now);
    expect(await files()).toEqual([id]);
    await db().delivery.update({ where: { id: first }, data: { status: "published" } });
    await sweepUploads(now);
    expect(await files()).toEqual([]);
  });

  it("stays where the delivery failed, so that the form can be sent again", async () => {
    const id = await arrived();
    const delivery = await deliveredOf(id, "failed");
    await clearDelivered({ deliveryId: delivery });
    await sweepUploads(now);
    expect(await files()).toEqual([id]);
    await expect(deliveredOf(id, "failed")).resolves.not.toBe(delivery);
  });

  it("goes where no upload on record has it", async () => {
    const id = await arrived();
    const folder = await dataFolder("uploads");
    for (const name of [`upl_${"0".repeat(32)}`, `${id}.json`, "notes.txt"]) await writeFile(join(folder, name), "x");
    await sweepUploads(now);
    expect(await files()).toEqual([id]);
    await perform(removeUpload, { id }, sender, { now });
    await sweepUploads(now);
    expect(await files(), "given up by a process that died before the bytes went").toEqual([]);
  });
});

describe("an upload that somebody takes away while it is delivered", () => {
  it("is taken by one of the two, and the other one hears it", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await arrived();
      const [delivered, removed] = await Promise.allSettled([
        deliveredOf(id, "queued"),
        perform(removeUpload, { id }, sender, { now }),
      ]);
      expect([delivered.status, removed.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      const lost = [delivered, removed].find(({ status }) => status === "rejected");
      expect(lost).toMatchObject({ reason: { code: delivered === lost ? "upload_not_found" : "upload_in_use" } });
    }
  });
});
