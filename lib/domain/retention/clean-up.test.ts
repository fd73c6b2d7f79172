import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { keptPath } from "@/lib/infra/staging/kept-copy";
import { call } from "@/lib/testing/call";
import { ada, isThere, namesIn, staging, stagingOf } from "@/lib/testing/staging";
import { eventually } from "@/lib/testing/worker";
import { dropDueStagingCopy } from "./operations/drop-due-staging-copy";
import { dropStagingCopy } from "./operations/drop-staging-copy";
import { holdStagingCopy } from "./operations/hold-staging-copy";
import { removeStagingFiles } from "./workers/remove-staging-files";
import { sweepKeptCopies } from "./workers/sweep-kept-copies";

const at = await staging();

describe("a clean-up", () => {
  it("tells first and deletes then, the due ones only, and says of the others why they stay", async () => {
    const due = await at.published("due");
    const held = await at.published("held");
    const needed = await at.published("needed");
    await db().stagingCopy.updateMany({
      where: { deliveryId: { in: [due, held, needed] } },
      data: { dropAt: at.keptAt },
    });
    await perform(holdStagingCopy, { id: held, reason: "the festival" }, ada);
    await at.lose(needed);

    const preview = await at.cleanUp({ dry_run: true });
    const told = {
      dropped: [{ audit_log_id: due, title: "film", bytes: at.desk.film.length }],
      bytes_freed: at.desk.film.length,
      more: false,
    };
    expect(preview.body).toMatchObject({ ...told, dry_run: true });
    expect(await isThere(due)).toBe(true);

    const { body } = await at.cleanUp({});
    expect(body).toMatchObject({ ...told, dry_run: false });
    expect(body["kept"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ audit_log_id: held, why: "held", detail: "Held by Ada: the festival" }),
        expect.objectContaining({ audit_log_id: needed, why: "needed" }),
        expect.objectContaining({ audit_log_id: at.id, why: "not_due" }),
      ]),
    );
    expect(body["kept"]).toHaveLength(3);
    await eventually(async () => !(await isThere(due)));
    expect((await at.cleanUp({})).body).toMatchObject({ dropped: [], bytes_freed: 0 });

    expect(namesIn((await at.cleanUp({ include_not_due: true, older_than_days: 1 })).body, "dropped")).toEqual([]);
    expect(namesIn((await at.cleanUp({ include_not_due: true })).body, "dropped")).toEqual([at.id]);
    expect((await at.cleanUp({ project: "another" })).body).toMatchObject({ dropped: [], kept: [] });
  });

  it("that is asked for twice under one name happens once, and is told again as it was", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await at.cleanUp({ include_not_due: true }, headers);
    const other = await at.published("later");
    const second = await at.cleanUp({ include_not_due: true }, headers);
    expect(namesIn(first.body, "dropped")).toEqual([at.id]);
    expect(namesIn(second.body, "dropped")).toEqual([at.id]);
    expect(second.body["at"]).toBe(first.body["at"]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect((await stagingOf(other)).state).toBe("waiting");
  });

  it("takes two hundred at once, says that there are more, and each has its line in the trail", async () => {
    await manyOf(230);
    const first = await at.cleanUp({ include_not_due: true });
    expect(namesIn(first.body, "dropped")).toHaveLength(200);
    expect(first.body["more"]).toBe(true);
    const second = await at.cleanUp({ include_not_due: true });
    expect(namesIn(second.body, "dropped")).toHaveLength(31);
    expect(second.body["more"]).toBe(false);
    const subjects = namesIn(first.body, "dropped").map((one) => `delivery:${one}`);
    expect(await db().auditEntry.count({ where: { operation: "retention.drop", subject: { in: subjects } } })).toBe(
      200,
    );
  });

  /** Rows of deliveries that are like the one there is. */
  async function manyOf(count: number): Promise<void> {
    const { metadata, ...delivery } = await db().delivery.findUniqueOrThrow({ where: { id: at.id } });
    const copies = await db().copy.findMany({ where: { deliveryId: at.id } });
    const row = await db().stagingCopy.findUniqueOrThrow({ where: { deliveryId: at.id } });
    const ids = Array.from({ length: count }, () => `dist_${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`);
    await db().delivery.createMany({
      data: ids.map((one) => ({ ...delivery, id: one, metadata: metadata ?? {} })),
    });
    await db().copy.createMany({
      data: ids.flatMap((deliveryId) => copies.map((copy) => ({ ...copy, deliveryId }))),
    });
    await db().stagingCopy.createMany({ data: ids.map((deliveryId) => ({ ...row, deliveryId })) });
  }
});

describe("the list", () => {
  it("shows what goes next, in pages, and finds each by its state", async () => {
    const others = [await at.published("a"), await at.published("b")];
    const [held = "", due = ""] = others;
    await perform(holdStagingCopy, { id: held, reason: "for a look" }, ada);
    await db().stagingCopy.update({ where: { deliveryId: due }, data: { dropAt: at.after(-MINUTE) } });
    const list = async (query: Record<string, string>) =>
      (await call("GET", "/api/v1/staging-copies", { key: at.desk.key, query: { project: at.desk.project, ...query } }))
        .body;
    const names = async (query: Record<string, string>) => namesIn(await list(query), "items");

    expect(await names({})).toEqual([due, at.id, held]);
    expect(await names({ state: "due" })).toEqual([due]);
    expect(await names({ state: "held" })).toEqual([held]);
    expect(await names({ state: "waiting" })).toEqual([at.id]);
    expect(await names({ state: "needed" })).toEqual([]);
    await at.lose(at.id);
    expect(await names({ state: "needed" })).toEqual([at.id]);
    expect(await list({})).toMatchObject({ total: 3, total_bytes: 3 * at.desk.film.length });
    expect((await list({}))["projects"]).toContain(at.desk.project);
    const cursorOf = async () => String((await list({ limit: "1" }))["next_cursor"]);
    expect((await list({ limit: "1", cursor: await cursorOf() }))["projects"]).toEqual([]);

    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Record<string, unknown> = await list({ limit: "1", ...(cursor === "" ? {} : { cursor }) });
      seen.push(...namesIn(page, "items"));
      cursor = page["next_cursor"] as string | null;
    }
    expect(seen).toEqual([due, at.id, held]);

    await perform(dropStagingCopy, { id: due }, ada, { now: at.after(HOUR) });
    expect(await names({ state: "dropped" })).toEqual([due]);
    expect(await names({})).toEqual([at.id, held]);
    await db().stagingCopy.updateMany({
      where: { deliveryId: { in: [at.id, held] } },
      data: { droppedAt: new Date() },
    });
    expect((await list({}))["projects"]).not.toContain(at.desk.project);
    expect((await list({ state: "dropped" }))["projects"]).toContain(at.desk.project);
    await db().stagingCopy.updateMany({ where: { deliveryId: { in: [at.id, held] } }, data: { droppedAt: null } });
    expect((await list({ limit: "1" }))["next_cursor"]).not.toBeNull();
    const wandering = await list({ state: "dropped", cursor: String((await list({ limit: "1" }))["next_cursor"]) });
    expect(wandering["code"]).toBe("invalid_cursor");
  });
});

describe("the sweep", () => {
  const orphan = "dist_00000000000000000000";

  it("removes the file whose worker died between record and file, and leaves what is on record", async () => {
    const other = await at.published("stays");
    await db().stagingCopy.update({
      where: { deliveryId: at.id },
      data: { droppedAt: new Date(), droppedBy: "worker" },
    });
    expect(await isThere(at.id)).toBe(true);
    await sweepKeptCopies(at.after(DAY));
    expect([await isThere(at.id), await isThere(other)]).toEqual([false, true]);
  });

  it("removes a file without a record after an hour, and never what is on its way", async () => {
    const path = await keptPath(orphan);
    const part = path.replace(/\.mp4$/, ".1.part");
    await writeFile(path, "x");
    await writeFile(part, "x");
    await sweepKeptCopies();
    expect(await isThere(orphan)).toBe(true);
    await sweepKeptCopies(new Date(Date.now() + 61 * MINUTE));
    expect(await isThere(orphan)).toBe(false);
    expect(await readdir(join(path, ".."))).toContain(`${orphan}.1.part`);
  });

  it("removes by job only what the record gave up", async () => {
    await removeStagingFiles([at.id, orphan]);
    expect(await isThere(at.id)).toBe(true);
  });
});

it("a worker acts under its own name, and what it was refused is written down", async () => {
  const worker = insideCaller("worker", "test");
  await expect(perform(dropDueStagingCopy, { id: at.id }, worker)).rejects.toMatchObject({ code: "staging_not_due" });
  await expect(perform(dropDueStagingCopy, { id: at.id }, { ...ada, scopes: new Set() })).rejects.toMatchObject({
    code: "forbidden",
  });
});
