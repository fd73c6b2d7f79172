import { rename, statfs, symlink, unlink, writeFile } from "node:fs/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_UNFINISHED } from "@/lib/domain/uploads/rules";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { dataFolder } from "@/lib/infra/staging/data-folder";
import { uploadPath, uploadSize } from "@/lib/infra/staging/upload-path";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";
import { beginning, uploading } from "@/lib/testing/uploading";
import { eventually } from "@/lib/testing/worker";

/** More than any disk has, so that the disk is asked too. */
const MOST = 2 ** 50;
process.env["MARQUEE_MAX_BYTES"] = String(MOST);
const { server, speak, begin, send, offset } = await uploading();
const MIB = 1024 * 1024;
const bytes = Buffer.alloc(MIB, "film");
const keys = { own: "", reader: "" };
beforeAll(async () => Object.assign(keys, { own: await keyOfRole("manager"), reader: await keyOfRole("reviewer") }));
afterAll(() => server.close());

/** A folder of the kernel's on which nothing is ever free, in the place of the one that uploads lie in. */
async function otherDisk() {
  const folder = await dataFolder("uploads");
  const aside = `${folder}.aside`;
  return {
    async leaveNoRoom() {
      await rename(folder, aside);
      await symlink("/proc/self/fdinfo", folder);
    },
    async makeRoom() {
      await unlink(folder);
      await rename(aside, folder);
    },
  };
}

describe("what cannot be begun", () => {
  const refusal = async (headers: Record<string, string>, key = keys.own) => {
    const { status, body } = await speak("POST", null, { key, headers });
    return [status, body["code"]];
  };

  it.each<[string, Record<string, string>, number, string]>([
    ["without a length", { "upload-metadata": "filename YQ==" }, 400, "invalid_request"],
    ["of a length to be told later", { "upload-defer-length": "1" }, 400, "invalid_request"],
    ["that is empty", { "upload-length": "0" }, 400, "invalid_request"],
    ["of a length that is no number", { "upload-length": "ten" }, 400, "invalid_request"],
    ["of a length beyond counting", { "upload-length": "100000000000000000000" }, 413, "too_large"],
    ["of parts", { "upload-length": "10", "upload-concat": "partial" }, 400, "invalid_request"],
    [
      "with a name that is not base64",
      { "upload-length": "10", "upload-metadata": "filename %" },
      400,
      "invalid_request",
    ],
    ["larger than the desk takes", { "upload-length": String(MOST + 1) }, 413, "too_large"],
    ["in another version", { "upload-length": "10", "tus-resumable": "0.2.2" }, 412, "tus_version"],
  ])("is one %s", async (_what, headers, status, code) => {
    expect(await refusal(headers)).toEqual([status, code]);
  });

  it("is one that brings its first bytes along", async () => {
    const { status, body } = await speak("POST", null, { key: keys.own, headers: beginning(4, "a.mp4"), body: "film" });
    expect([status, body["code"]]).toEqual([400, "invalid_request"]);
  });

  it("is anybody's who may not deliver, and a stranger's; who may not is written down", async () => {
    expect(await refusal(beginning(10, "a.mp4"), keys.reader)).toEqual([403, "forbidden"]);
    expect((await speak("POST", null, { headers: beginning(10, "a.mp4") })).status).toBe(401);
    expect((await speak("HEAD", `upl_${"0".repeat(32)}`, { key: keys.reader })).status).toBe(403);
    expect(await db().auditEntry.count({ where: { code: "forbidden" } })).toBe(2);
  });

  it("is one more than twenty that are unfinished", async () => {
    const key = await keyOfRole("manager");
    const ids = [];
    for (let at = 0; at < MOST_UNFINISHED; at += 1) ids.push(await begin(4, { key }));
    expect(await refusal(beginning(4, "a.mp4"), key)).toEqual([409, "too_many_uploads"]);
    await send(ids[0] ?? "", 0, { key, body: "film" });
    expect((await speak("POST", null, { key, headers: beginning(4, "a.mp4") })).status).toBe(201);
  });

  it("is what the disk has no room for", async () => {
    const { bavail, bsize } = await statfs(process.env["MARQUEE_DATA_DIR"] ?? "");
    expect(await refusal(beginning(bavail * bsize, "a.mp4"))).toEqual([503, "storage_full"]);
  });

  it("is what the disk has no room for beside what others were promised and have not sent yet", async () => {
    const { bavail, bsize } = await statfs(process.env["MARQUEE_DATA_DIR"] ?? "");
    const most = Math.floor(bavail * bsize * 0.6);
    const other = await keyOfRole("manager");
    const promised = await begin(most, { key: other });
    expect(await refusal(beginning(most, "a.mp4"))).toEqual([503, "storage_full"]);
    expect((await speak("DELETE", promised, { key: other })).status).toBe(204);
    const id = await begin(most, { key: keys.own });
    expect((await speak("DELETE", id, { key: keys.own })).status, "given up, it is promised no more").toBe(204);
  });
});

describe("a piece that is refused", () => {
  it("is of another kind, says not where it begins, or speaks another version", async () => {
    const id = await begin(10, { key: keys.own });
    const kind = await send(id, 0, { key: keys.own, body: "0123", headers: { "content-type": "video/mp4" } });
    expect([kind.status, kind.body["code"]]).toEqual([415, "unsupported_media"]);
    const nowhere = await speak("PATCH", id, { key: keys.own, body: "0123" });
    expect([nowhere.status, nowhere.body["code"]]).toEqual([400, "invalid_request"]);
    const version = await send(id, 0, { key: keys.own, body: "0123", headers: { "tus-resumable": "2.0.0" } });
    expect([version.status, version.headers.get("tus-version")]).toEqual([412, "1.0.0"]);
    expect(await offset(id, keys.own)).toBe(0);
  });

  it("goes beyond the end of the file, whatever it says of its length", async () => {
    const id = await begin(10, { key: keys.own });
    const { status, body } = await send(id, 0, { key: keys.own, body: "01234567890" });
    expect([status, body["code"]]).toEqual([413, "too_large"]);
    const stream = new Blob(["01234567890"]).stream();
    expect((await send(id, 0, { key: keys.own, body: stream })).status).toBe(413);
    expect(await offset(id, keys.own)).toBeLessThanOrEqual(10);
  });

  it("is longer than 16 MiB: refused at once where it says so, and where it does not, after them", async () => {
    const id = await begin(40 * MIB, { key: keys.own });
    const body = Buffer.alloc(17 * MIB);
    const told = await send(id, 0, { key: keys.own, body }).catch((error: Error) => error);
    // Whoever still sends may find the door closed before the answer is read.
    if (!(told instanceof Error)) expect([told.status, told.body["code"]]).toEqual([413, "too_large"]);
    expect(await offset(id, keys.own)).toBe(0);
    const untold = await send(id, 0, { key: keys.own, body: new Blob([body]).stream() }).catch((error: Error) => error);
    if (!(untold instanceof Error)) expect(untold.status).toBe(413);
    const came = await offset(id, keys.own);
    expect(came).toBeLessThanOrEqual(16 * MIB);
    expect((await send(id, came, { key: keys.own, body: bytes })).status, "and it goes on").toBe(204);
  });

  it("meets a full disk: what had come stays, and with room again it goes on", async () => {
    const id = await begin(2 * MIB, { key: keys.own });
    const path = await uploadPath(id);
    await unlink(path);
    await symlink("/dev/full", path);
    const { status, body } = await send(id, 0, { key: keys.own, body: bytes });
    expect([status, body["code"]]).toEqual([503, "storage_full"]);
    await unlink(path);
    await writeFile(path, bytes);
    expect((await send(id, MIB, { key: keys.own, body: bytes })).status).toBe(204);
  });

  it("meets a disk on which only the reserve is free, before its first byte or in the middle: what came stays", async () => {
    const id = await begin(12 * MIB, { key: keys.own });
    const disk = await otherDisk();
    await disk.leaveNoRoom();
    const none = await send(id, 0, { key: keys.own, body: bytes });
    expect([none.status, none.body["code"]]).toEqual([503, "storage_full"]);
    await disk.makeRoom();
    expect(await offset(id, keys.own), "nothing of it was taken").toBe(0);

    let sent = 0;
    const filling = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (sent === 3) {
          await eventually(async () => (await uploadSize(id)) >= MIB);
          await disk.leaveNoRoom();
        }
        if (sent++ < 12) controller.enqueue(bytes);
        else controller.close();
      },
    });
    const cut = await send(id, 0, { key: keys.own, body: filling });
    expect([cut.status, cut.body["code"]]).toEqual([503, "storage_full"]);
    await disk.makeRoom();
    const came = await offset(id, keys.own);
    expect(came).toBeGreaterThanOrEqual(MIB);
    expect(came).toBeLessThan(12 * MIB);
    const rest = Buffer.alloc(12 * MIB - came);
    expect((await send(id, came, { key: keys.own, body: rest })).status, "and it goes on").toBe(204);
  });

  it("waits for nobody who takes the upload away: a delivery that is queued keeps it", async () => {
    const id = await begin(4, { key: keys.own });
    await send(id, 0, { key: keys.own, body: "film" });
    const asset = {
      final_edit: { video_url: `upload:${id}`, duration_seconds: 1, checksum: `sha256:${"0".repeat(64)}` },
      qc_report: { status: "pass" },
    };
    const headers = { prefer: "respond-async" };
    expect((await call("POST", "/api/v1/deliveries", { key: keys.own, body: asset, headers })).status).toBe(202);
    const { status, body } = await speak("DELETE", id, { key: keys.own });
    expect([status, body["code"]]).toEqual([409, "upload_in_use"]);
    expect(await offset(id, keys.own)).toBe(4);
  });
});

it("what is spoken here is told to whoever asks with a name, and the rest of the methods is not answered", async () => {
  const { status, headers } = await speak("OPTIONS", null, { key: keys.own });
  expect([status, headers.get("tus-version"), headers.get("tus-extension")]).toEqual([
    204,
    "1.0.0",
    "creation,termination,expiration",
  ]);
  expect(headers.get("tus-max-size")).toBe(String(MOST));
  expect((await speak("OPTIONS", null)).status).toBe(401);
  const put = await call("PUT", "/api/v1/uploads/{id}", { key: keys.own, params: { id: "x" } });
  expect(put.status).toBe(405);
});

it("what a file is called and holds stands in no log and in no audit entry", async () => {
  const lines: string[] = [];
  const level = log.level;
  const stream: unknown = Reflect.get(log, pino.symbols.streamSym);
  Reflect.set(log, pino.symbols.streamSym, { write: (line: string) => lines.push(line) });
  log.level = "trace";
  const [name, secret] = ["canary-of-the-name.mp4", "canary-of-the-bytes"];
  const id = await begin(secret.length * 2, { key: keys.own, name });
  await send(id, 0, { key: keys.own, body: secret });
  await send(id, 3, { key: keys.own, body: secret, headers: { "upload-metadata": "filename %" } });
  const path = await uploadPath(id);
  await unlink(path);
  await symlink("/dev/full", path);
  await send(id, 0, { key: keys.own, body: secret });
  await unlink(path);
  await send(id, secret.length, { key: keys.own, body: secret });
  log.info("the end");
  log.level = level;
  Reflect.set(log, pino.symbols.streamSym, stream);
  expect(lines.at(-1)).toContain("the end");
  const base64 = Buffer.from(name).toString("base64").slice(0, 20);
  for (const canary of ["canary", base64, keys.own]) expect(lines.join(""), canary).not.toContain(canary);
  const [row] = await asOwner<{ n: string }>(
    "SELECT count(*) AS n FROM audit_entries AS e WHERE e::text LIKE '%canary%'",
  );
  expect(row?.n).toBe("0");
});
