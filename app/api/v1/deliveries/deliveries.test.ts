import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { call } from "@/lib/testing/call";
import { delivering, recordOf, sha256, type Asset } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";

const desk = await delivering();

describe("delivering an approved MP4", () => {
  it("fetches, verifies, stores and hands out the record that was agreed", async () => {
    const settings = {
      storage_prefix: "mvp/",
      url_expiry_hours: 5,
      metadata: { title: "Harbour", concept_id: "harbour", tags: ["night"], ticket: 7 },
    };
    const { status, body } = await desk.deliver({ settings });

    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["distribution_record"]);
    const record = recordOf(body);
    const id = String(record["audit_log_id"]);
    expect(record).toEqual({
      storage_location: `local://${desk.project}/mvp/${id}.mp4`,
      public_url: expect.stringMatching(/^http:\/\/localhost:3000\/d\/k2\./),
      expires_at: expect.stringMatching(/Z$/),
      metadata: {
        title: "Harbour",
        concept_id: "harbour",
        tags: ["night"],
        ticket: 7,
        duration_seconds: expect.closeTo(desk.seconds, 0),
        checksum: sha256(desk.film),
      },
      audit_log_id: id,
    });
    const hours = (new Date(String(record["expires_at"])).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(5, 1);
    expect(await readFile(join(desk.dataDir, "storage", desk.project, "mvp", `${id}.mp4`))).toEqual(desk.film);
    expect(await desk.staged()).toEqual([]);

    const events = await db().outboxEvent.findMany({ where: { subject: `delivery:${id}` } });
    expect(events.map(({ type }) => type)).toEqual(["delivery.published"]);
    expect(JSON.stringify(events)).not.toContain(String(record["public_url"]).split(".").at(-1));

    const { body: whole } = await call("GET", "/api/v1/deliveries/{id}", { key: desk.key, params: { id } });
    expect(whole).toMatchObject({
      status: "published",
      version: 1,
      replica_count: 1,
      bytes: desk.film.length,
      computed_checksum: sha256(desk.film),
      run: 1,
    });
    await eventually(async () => (await db().video.findFirst({ where: { projectId: desk.project } }))?.hasPoster);
  });

  it("is one delivery, one object and one fetch when ten callers send it at once", async () => {
    desk.source.asked.clear();
    const path = `/film-for-ten.mp4`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.deliver({ path })));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => recordOf(body)["audit_log_id"])).size).toBe(1);
    expect(desk.source.asked.get(path)).toBe(1);
    expect(await desk.stored()).toHaveLength(1);
  });

  it("copies nothing the second time: the metadata is overwritten and the link renewed", async () => {
    const first = recordOf((await desk.deliver({ settings: { metadata: { title: "One", old: true } } })).body);
    desk.source.asked.clear();
    const again = await desk.deliver({ settings: { metadata: { title: "Two" } } });

    expect(again.status).toBe(200);
    const second = recordOf(again.body);
    expect(second["audit_log_id"]).toBe(first["audit_log_id"]);
    expect(second["public_url"]).not.toBe(first["public_url"]);
    expect(second["metadata"]).toMatchObject({ title: "Two" });
    expect(second["metadata"]).not.toHaveProperty("old");
    expect([...desk.source.asked]).toEqual([]);
  });

  it("answers 202 to who will not wait, and shows how far it is until it is published", async () => {
    const { status, headers, body } = await desk.deliver({ path: "/held.mp4", headers: { prefer: "respond-async" } });
    expect(status).toBe(202);
    const id = String(body["audit_log_id"]);
    expect(headers.get("location")).toBe(`/api/v1/deliveries/${id}`);
    expect(body).toMatchObject({ status: "queued", distribution_record: null });

    const joined = desk.deliver({ path: "/held.mp4" });
    await eventually(async () => desk.source.asked.get("/held.mp4") === 1);
    desk.source.release();
    expect((await joined).status).toBe(201);
    expect(desk.source.asked.get("/held.mp4")).toBe(1);
  });

  it("refuses what QC did not pass before anything else happens, and tells so", async () => {
    desk.source.asked.clear();
    const { status, body } = await desk.deliver({ qc: "fail" });
    expect([status, body["code"]]).toEqual([422, "qc_not_passed"]);
    expect(await desk.rows()).toEqual([]);
    expect([...desk.source.asked]).toEqual([]);
    const [entry] = await db().auditEntry.findMany({ where: { code: "qc_not_passed" } });
    const told = await db().outboxEvent.findMany({
      where: { type: "delivery.refused", subject: entry?.subject ?? "" },
    });
    expect(told).toHaveLength(1);
  });

  it.each([
    ["a wrong checksum", { checksum: `sha256:${"0".repeat(64)}` }, 422, "checksum_mismatch"],
    ["a wrong duration", { duration: desk.seconds + 2 }, 422, "duration_mismatch"],
    ["a file that stops half-way", { path: "/cut.mp4" }, 502, "source_unreachable"],
    ["a source that has nothing", { path: "/gone.mp4" }, 502, "source_unreachable"],
    ["a way that leads inside", { path: "/private.mp4" }, 400, "source_refused"],
    [
      "half an MP4 with its own checksum",
      { path: "/truncated.mp4", checksum: sha256(desk.film.subarray(0, Math.floor(desk.film.length * 0.6))) },
      422,
      "not_an_mp4",
    ],
    [
      "HTML in an MP4's coat",
      {
        path: "/html.mp4",
        checksum: sha256(
          Buffer.concat([desk.film.subarray(0, 32), Buffer.from("<html><script>alert(1)</script></html>".repeat(200))]),
        ),
      },
      422,
      "not_an_mp4",
    ],
  ] satisfies [string, Asset, number, string][])(
    "ends clearly with %s, and leaves nothing behind",
    async (_what, asset, status, code) => {
      const answer = await desk.deliver(asset);
      expect([answer.status, answer.body["code"]]).toEqual([status, code]);
      const [row] = await desk.rows();
      expect(row).toMatchObject({ status: "failed", errorCode: code, storageLocation: null });
      expect(await desk.stored()).toEqual([]);
      expect(await desk.staged()).toEqual([]);
      const events = await db().outboxEvent.findMany({ where: { subject: `delivery:${row?.id}` } });
      expect(events.map(({ type }) => type)).toEqual(["delivery.failed"]);
    },
  );

  it("sends no packet to an address inside", async () => {
    for (const address of [
      "https://127.0.0.1/a.mp4",
      "http://films.example/a.mp4",
      "https://10.0.0.1/a.mp4",
      "https://[::1]/a.mp4",
      "ftp://films.example/a",
      "nonsense",
    ]) {
      const { status, body } = await call("POST", "/api/v1/deliveries", {
        key: desk.key,
        body: {
          final_edit: { video_url: address, duration_seconds: 1, checksum: sha256(desk.film) },
          qc_report: { status: "pass" },
        },
      });
      expect([address, status, body["code"]]).toEqual([address, 400, "source_refused"]);
    }
  });

  it("names every field that needs another look, and none is dropped in silence", async () => {
    const { status, body } = await call("POST", "/api/v1/deliveries", {
      key: desk.key,
      body: {
        project_id: "../etc",
        final_edit: { video_url: "x", duration_seconds: -1, checksum: "md5" },
        qc_report: { status: "pass", more: 1 },
        extra: true,
      },
    });
    expect(status).toBe(400);
    expect(Object.keys(body["fields"] as object).toSorted()).toEqual([
      "extra",
      "final_edit.checksum",
      "final_edit.duration_seconds",
      "project_id",
      "qc_report.more",
    ]);
  });
});

describe("a delivery that failed", () => {
  const failing = async () => {
    await desk.deliver({ duration: desk.seconds + 2 });
    return (await desk.rows())[0]?.id ?? "";
  };

  it("is healed by a second call", async () => {
    const id = await failing();
    const { status, body } = await desk.deliver();
    expect([status, recordOf(body)["audit_log_id"]]).toEqual([201, id]);
    expect((await desk.rows())[0]).toMatchObject({ status: "published", run: 2, errorCode: null });
  });

  it("is tried again by hand, from the source it was given", async () => {
    const id = await failing();
    expect((await call("POST", "/api/v1/deliveries/{id}/retry", { key: desk.key, params: { id } })).status).toBe(202);
    await eventually(async () => (await desk.rows())[0]?.run === 2 && (await desk.rows())[0]?.status === "failed");
  });

  it("is joined, not refused, by a second call that meets the button", async () => {
    const id = await failing();
    const [published, retried] = await Promise.all([
      desk.deliver({ headers: { prefer: "respond-async" }, duration: desk.seconds + 2 }),
      call("POST", "/api/v1/deliveries/{id}/retry", { key: desk.key, params: { id } }),
    ]);
    expect(published.status).toBe(202);
    expect([202, 409]).toContain(retried.status);
    await eventually(async () => (await desk.rows())[0]?.status === "failed");
    expect((await desk.rows())[0]?.run).toBe(2);
  });

  it("says so when the secret that sealed its source has left the ring", async () => {
    const id = await failing();
    await db().delivery.update({ where: { id }, data: { sourceSealed: "v1.gone.x.y" } });
    await call("POST", "/api/v1/deliveries/{id}/retry", { key: desk.key, params: { id } });
    await eventually(async () => (await desk.rows())[0]?.errorCode === "source_unreadable");
  });

  it("is retried once when ten press the button at once; nine are told to look again", async () => {
    const id = await failing();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        call("POST", "/api/v1/deliveries/{id}/retry", { key: desk.key, params: { id } }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([202, ...Array.from({ length: 9 }, () => 409)]);
    const refused = await db().auditEntry.count({
      where: { operation: "deliveries.retry", subject: `delivery:${id}`, outcome: "refused" },
    });
    expect(refused).toBe(9);
  });
});
