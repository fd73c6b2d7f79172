import { createHash, randomInt } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { call } from "@/lib/testing/call";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { uploading } from "@/lib/testing/uploading";
import { eventually } from "@/lib/testing/worker";

const desk = await delivering();
const { server, begin, offset } = await uploading();
afterAll(() => server.close());

/** The film with padding that players skip: longer, so that there is a middle to be cut in. */
function long(bytes: number): Buffer {
  const box = Buffer.alloc(bytes - desk.film.length);
  box.writeUInt32BE(box.length, 0);
  box.write("free", 4);
  for (let at = 8; at < box.length; at += 4)
    box.writeUInt32BE((at * 2_654_435_761) >>> 0, Math.min(at, box.length - 4));
  return Buffer.concat([desk.film, box]);
}

/** Sends a piece over a socket of its own, and tears the socket after `cutAfter` bytes of it. */
function sendCut(id: string, piece: Buffer, from: { offset: number; cutAfter: number }): Promise<void> {
  return new Promise((resolve) => {
    const sending = request({
      port: server.port,
      path: `/api/v1/uploads/${id}`,
      method: "PATCH",
      headers: {
        authorization: `Bearer ${desk.key}`,
        "tus-resumable": "1.0.0",
        "upload-offset": from.offset,
        "content-type": "application/offset+octet-stream",
        "content-length": piece.length,
      },
    });
    sending.once("error", () => resolve());
    sending.once("close", () => resolve());
    sending.once("response", (answer) => answer.resume().once("end", () => resolve()));
    if (from.cutAfter >= piece.length) sending.end(piece);
    else sending.write(piece.subarray(0, from.cutAfter), () => sending.destroy());
  });
}

it("an upload whose connection is cut twenty times ends with the right bytes, and is published", async () => {
  const film = long(24 * 1024 * 1024);
  const id = await begin(film.length, { key: desk.key });
  const steps: number[] = [];
  let kept = 0;
  for (let cut = 0; cut < 20; cut += 1) {
    const at = await offset(id, desk.key);
    kept += at > (steps.at(-1) ?? 0) ? 1 : 0;
    steps.push(at);
    const piece = film.subarray(at, at + 4 * 1024 * 1024);
    await sendCut(id, piece, { offset: at, cutAfter: randomInt(1, Math.min(piece.length, 2 * 1024 * 1024)) });
  }
  // A torn socket takes along what the kernel had not handed over yet, so not every cut leaves something.
  expect(kept, `what came is kept: ${steps.join(" ")}`).toBeGreaterThan(2);
  for (let at = await offset(id, desk.key); at < film.length; at = await offset(id, desk.key))
    await sendCut(id, film.subarray(at, at + 8 * 1024 * 1024), { offset: at, cutAfter: Infinity });

  const { status, body } = await call("POST", "/api/v1/deliveries", {
    key: desk.key,
    body: {
      project_id: desk.project,
      final_edit: { video_url: `upload:${id}`, duration_seconds: desk.seconds, checksum: sha256(film) },
      qc_report: { status: "pass" },
    },
  });
  expect([status, body["code"]]).toEqual([201, undefined]);
  expect(recordOf(body)["metadata"]).toMatchObject({ title: "harbour", checksum: sha256(film) });
  expect(await desk.rows()).toMatchObject([{ computedChecksum: sha256(film), sourceUrl: `upload:${id}` }]);

  await eventually(async () => (await db().upload.findUniqueOrThrow({ where: { id } })).removedAt);
  await eventually(async () => (await readdir(join(desk.dataDir, "uploads"))).length === 0);
}, 60_000);

it("a promise that does not hold is a mismatch, and the upload is still there for a better one", async () => {
  const id = await begin(desk.film.length, { key: desk.key });
  await sendCut(id, desk.film, { offset: 0, cutAfter: Infinity });
  const deliver = (checksum: string) =>
    call("POST", "/api/v1/deliveries", {
      key: desk.key,
      body: {
        project_id: desk.project,
        final_edit: { video_url: `upload:${id}`, duration_seconds: desk.seconds, checksum },
        qc_report: { status: "pass" },
      },
    });
  const other = `sha256:${createHash("sha256").update("another film").digest("hex")}`;
  const wrong = await deliver(other);
  expect([wrong.status, wrong.body["code"]]).toEqual([422, "checksum_mismatch"]);
  expect((await deliver(sha256(desk.film))).status).toBe(201);
  // Its bytes go once they are published; the same call again is answered all the same.
  await eventually(async () => (await db().upload.findUniqueOrThrow({ where: { id } })).removedAt);
  expect((await deliver(sha256(desk.film))).status).toBe(200);
});
