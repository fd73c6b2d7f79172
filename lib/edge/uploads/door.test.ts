import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { uploadPath } from "@/lib/infra/staging/upload-path";
import { Writer } from "@/lib/domain/uploads/writer";
import { call, keyOfRole } from "@/lib/testing/call";
import { enter, somebody } from "@/lib/testing/people";
import { beginning, uploading } from "@/lib/testing/uploading";
import { sessionCookieFor } from "../sign-in/session";

const { server, speak, begin, send, offset } = await uploading();
const film = await readFile("prisma/seed/films/harbour-at-night.mp4");
const [first, second, third] = [film.subarray(0, 70_000), film.subarray(70_000, 150_000), film.subarray(150_000)];
const keys = { own: "", other: "", reader: "" };
beforeAll(async () => {
  Object.assign(keys, {
    own: await keyOfRole("manager"),
    other: await keyOfRole("manager"),
    reader: await keyOfRole("reviewer"),
  });
});
afterAll(() => server.close());

const look = (id: string, key = keys.own) => call("GET", "/api/v1/uploads/{id}", { key, params: { id } });
const list = async (key = keys.own) =>
  (await call("GET", "/api/v1/uploads", { key })).body["items"] as { id: string; bytes_received: number }[];

describe("a file that is sent piece by piece", () => {
  it("arrives whole, is told how far it is, and is finished by its last byte", async () => {
    const { status, headers, body } = await speak("POST", null, {
      key: keys.own,
      headers: beginning(film.length, "C:\\films\\Harbour\u0007 at night.mp4"),
    });
    expect(status).toBe(201);
    const id = String(body["id"]);
    expect(id).toMatch(/^upl_[0-9a-f]{32}$/);
    expect(headers.get("location")).toBe(`/api/v1/uploads/${id}`);
    expect(headers.get("tus-resumable")).toBe("1.0.0");
    expect(body).toMatchObject({
      file_name: "Harbour at night.mp4",
      bytes: film.length,
      bytes_received: 0,
      source: `upload:${id}`,
    });
    const days = (new Date(headers.get("upload-expires") ?? "").getTime() - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(3, 1);

    const piece = await send(id, 0, { key: keys.own, body: first });
    expect([piece.status, piece.headers.get("upload-offset")]).toEqual([204, String(first.length)]);
    expect(await offset(id, keys.own)).toBe(first.length);
    expect(await list()).toMatchObject([{ id, bytes_received: first.length, completed_at: null }]);
    await send(id, first.length, { key: keys.own, body: second });
    await send(id, first.length + second.length, { key: keys.own, body: third });

    expect((await look(id)).body).toMatchObject({ bytes_received: film.length, completed_at: expect.any(String) });
    expect(await readFile(await uploadPath(id))).toEqual(film);
    const acts = await db().auditEntry.findMany({ where: { subject: `upload:${id}` }, orderBy: { id: "asc" } });
    expect(acts.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ["uploads.begin", "done"],
      ["uploads.finish", "done"],
    ]);
  });

  it("is sent by a signed-in person from the desk's own pages, and from no other page", async () => {
    const { id: person, email } = await somebody("sender@example.com");
    const [cookie = ""] = (await sessionCookieFor(await enter(email), person)).split(";");
    const own = { cookie, "sec-fetch-site": "same-origin" };
    const { status, body } = await speak("POST", null, { headers: { ...beginning(10, "a.mp4"), ...own } });
    expect(status).toBe(201);
    const id = String(body["id"]);
    expect(
      (await send(id, 0, { body: "0123456789", headers: { cookie, "sec-fetch-site": "cross-site" } })).body,
    ).toMatchObject({
      code: "cross_site",
    });
    expect((await send(id, 0, { body: "0123456789", headers: own })).status).toBe(204);
    expect((await look(id)).status, "a key is not the person").toBe(404);
  });

  it("is begun once, however often the request to begin it comes", async () => {
    const headers = { ...beginning(film.length, "twice.mp4"), "idempotency-key": "begin-1" };
    const one = await speak("POST", null, { key: keys.other, headers });
    const id = String(one.body["id"]);
    await send(id, 0, { key: keys.other, body: first });
    const two = await speak("POST", null, { key: keys.other, headers });
    expect([two.status, two.body["id"], two.headers.get("idempotency-replayed")]).toEqual([201, id, "true"]);
    expect(await offset(id, keys.other), "what had come is still there").toBe(first.length);
  });

  it("is somebody's own: for everybody else it is not there", async () => {
    const id = await begin(film.length, { key: keys.own });
    const answers = [
      await speak("HEAD", id, { key: keys.other }),
      await send(id, 0, { key: keys.other, body: first }),
      await speak("DELETE", id, { key: keys.other }),
      await look(id, keys.other),
    ];
    expect(answers.map(({ status, body }) => [status, body["code"]])).toEqual([
      [404, undefined],
      [404, "upload_not_found"],
      [404, "upload_not_found"],
      [404, "upload_not_found"],
    ]);
    expect((await list(keys.other)).map((upload) => upload.id)).not.toContain(id);
    expect(await offset(id, keys.own)).toBe(0);
  });

  it("goes on where it is and nowhere else", async () => {
    const id = await begin(film.length, { key: keys.own });
    await send(id, 0, { key: keys.own, body: first });
    for (const wrong of [0, first.length - 1, first.length + 1, film.length]) {
      const { status, body } = await send(id, wrong, { key: keys.own, body: second });
      expect([status, body["code"]]).toEqual([409, "offset_conflict"]);
    }
    expect(await offset(id, keys.own)).toBe(first.length);
  });

  it("of five pieces for the same place one is taken, and the file is what that one brought", async () => {
    const id = await begin(film.length, { key: keys.own });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(id, 0, { key: keys.own, body: first })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409 || status === 423)).toHaveLength(4);
    expect(await readFile(await uploadPath(id))).toEqual(first);
  });

  it("waits while another process writes to it, and no longer than that lives", async () => {
    const id = await begin(film.length, { key: keys.own });
    const elsewhere = new Writer(id);
    expect(await elsewhere.begin()).toBe(true);
    const { status, body } = await send(id, 0, { key: keys.own, body: first });
    expect([status, body["code"]]).toEqual([423, "upload_locked"]);
    await db().upload.update({ where: { id }, data: { writerUntil: new Date(Date.now() - 1000) } });
    expect((await send(id, 0, { key: keys.own, body: first })).status).toBe(204);
    await elsewhere.end({ gotBytes: false });
  });

  it("is finished by a look at it, where the process that took its last byte could not say so", async () => {
    const id = await begin(film.length, { key: keys.own });
    await send(id, 0, { key: keys.own, body: film });
    await db().upload.update({ where: { id }, data: { completedAt: null } });
    expect(await offset(id, keys.own)).toBe(film.length);
    expect((await look(id)).body["completed_at"]).toEqual(expect.any(String));
  });

  it("is given up, and its bytes are gone", async () => {
    const id = await begin(film.length, { key: keys.own });
    await send(id, 0, { key: keys.own, body: first });
    const { status, headers } = await speak("DELETE", id, { key: keys.own });
    expect([status, headers.get("tus-resumable")]).toEqual([204, "1.0.0"]);
    await expect(readFile(await uploadPath(id))).rejects.toThrow("ENOENT");
    expect((await speak("HEAD", id, { key: keys.own })).status).toBe(404);
    expect((await send(id, first.length, { key: keys.own, body: second })).status).toBe(404);
    expect((await list()).map((upload) => upload.id)).not.toContain(id);
  });

  it("is over when its time is over, and each byte gives it more time", async () => {
    const id = await begin(film.length, { key: keys.own });
    const soon = new Date(Date.now() + 60_000);
    await db().upload.update({ where: { id }, data: { expiresAt: soon } });
    await send(id, 0, { key: keys.own, body: first });
    const { expiresAt } = await db().upload.findUniqueOrThrow({ where: { id } });
    expect((expiresAt.getTime() - Date.now()) / 86_400_000).toBeCloseTo(3, 1);
    await db().upload.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await speak("HEAD", id, { key: keys.own })).status).toBe(404);
    expect((await send(id, first.length, { key: keys.own, body: second })).status).toBe(404);
    expect((await look(id)).status).toBe(404);
  });
});
