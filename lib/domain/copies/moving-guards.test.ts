import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { copiesOn, deliverKept } from "@/lib/testing/copies";
import { delivering } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { noteMoved } from "./operations/note-moved";
import { moveObjects } from "./workers/move-objects";

const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), "marquee-replica-")));
const [first = ""] = folders;
process.env["STORAGE_REPLICAS"] = folders.map((folder) => `local:${folder}`).join(",");
const [FIRST = "", SECOND = ""] = folders.map((folder) => `local:${folder}`);

const desk = await delivering();
const get = (id: string) => db().storageMove.findUniqueOrThrow({ where: { id } });

describe("a move", { timeout: 60_000 }, () => {
  const moveOf = (data: { source: string; target: string; status?: "stopped" }) =>
    db().storageMove.create({
      data: { removeSource: true, total: 1, totalBytes: 0, createdAt: new Date(), createdBy: "test", ...data },
    });

  it("leaves no copy on record that it took away, also where it was stopped at that moment", async () => {
    const film = await deliverKept(desk, 3);
    const id = film.id;
    const { id: moveId } = await moveOf({ source: FIRST, target: SECOND, status: "stopped" });
    await rm(join(first, film.key));
    const note = { move_id: moveId, id, after: null, bytes: 1, stored: null };
    expect(await perform(noteMoved, note, inside)).toEqual({ counted: false });
    expect((await copiesOn(id)).map(({ store }) => store).toSorted()).toEqual(["local", SECOND].toSorted());
    expect(await get(moveId)).toMatchObject({ status: "stopped", done: 0 });
  });

  it("waits for a worker with the right settings, and blames no film", async () => {
    const film = await deliverKept(desk, 3);
    await db().copy.updateMany({
      where: { deliveryId: film.id, store: FIRST },
      data: { store: "local:/former" },
    });
    const { id: moveId } = await moveOf({ source: "local:/former", target: SECOND });
    await expect(moveObjects({ moveId })).rejects.toMatchObject({ code: "storage_failed" });
    expect(await get(moveId)).toMatchObject({
      status: "running",
      failed: 0,
      trouble: "The settings of this worker do not name both stores of the move.",
    });
  });

  it("goes on behind a film that is not there any more when its turn comes", async () => {
    const film = await deliverKept(desk, 3);
    await db().delivery.update({ where: { id: film.id }, data: { publishedAt: null } });
    const { id: moveId } = await moveOf({ source: FIRST, target: SECOND });
    await moveObjects({ moveId });
    expect(await get(moveId)).toMatchObject({ status: "finished", done: 0, failed: 1 });
  });
});
