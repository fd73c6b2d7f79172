import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEntry } from "@/lib/domain/audit/contract";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { auditExport } from "@/lib/edge/streams/audit-export";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";

let admin = "";
let manager = "";

const MARA = { actorId: "user:1", actorName: "Mara Lind", door: "desk", operation: "videos.edit", outcome: "done" };
const at = (second: number) => new Date(Date.parse("2026-11-20T12:00:00.000Z") + second * 1000);
const entry = (given: object) => ({ ...MARA, at: at(0), subject: "video:v", requestId: "r", ...given });

beforeAll(async () => {
  [admin, manager] = [await keyOfRole("admin"), await keyOfRole("manager")];
  await db().auditEntry.createMany({
    data: [
      ...[1, 2, 3].map((second) =>
        entry({ at: at(second), subject: "delivery:c", door: "link", actorName: "somebody", actorId: "anonymous" }),
      ),
      ...Array.from({ length: 1300 }, (_, n) => entry({ at: at(-n), requestId: `many-${n}` })),
    ],
  });
  await extendChain();
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const list = async (query: Record<string, string>) =>
  (await call("GET", "/api/v1/audit-entries", { key: admin, query })).body["items"] as AuditEntry[];

async function take(query: Record<string, string>, key = admin) {
  const request = new Request(`http://localhost:3000/api/v1/audit-entries/export?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return auditExport(request, { params: Promise.resolve({}) });
}

describe("an export", () => {
  it("as JSONL is the whole selection, and a stranger can verify it with the script of docs/audit.md", async () => {
    await extendChain();
    const answer = await take({ format: "jsonl" });
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="marquee-audit-2\d{3}-[\dTZ-]+\.jsonl"$/,
    );
    const text = await answer.text();
    const entries = text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(entries).toHaveLength((await db().auditEntry.count()) - 1);
    const [newest] = entries;
    expect((await list({ limit: "2" }))[1]).toEqual(newest);

    expect(await verify(text)).toMatch(/^(\d+) of \1 entries are as they were chained\.\n$/);
    expect(await verify(await (await take({ format: "jsonl", actor: "user:1" })).text())).toContain("are as they were");
    const changed = text.replace('"door":"link"', '"door":"desk"');
    await expect(verify(changed)).rejects.toThrow(/Link \d+ does not fit/);
    const swapped = text.replace(/"hash":"(.{64})"/, `"hash":"${"0".repeat(64)}"`);
    await expect(verify(swapped)).rejects.toThrow(/does not fit/);
  });

  it("follows the filters, and is itself an entry that it does not hold", async () => {
    const lines = (await (await take({ format: "jsonl", subject: "delivery:c" })).text()).trim().split("\n");
    expect(lines).toHaveLength(3);
    const [taken] = await list({ operation: "audit.export", outcome: "done", limit: "1" });
    expect(taken).toMatchObject({ actor_name: "test admin", subject: "audit", outcome: "done" });
    expect(await (await take({ format: "jsonl", operation: "no.such" })).text()).toBe("");
    expect((await take({ format: "xml" })).status).toBe(400);
    expect((await take({})).status).toBe(400);
    expect((await take({ format: "csv" }, manager)).status).toBe(403);
    expect((await list({ operation: "audit.export", code: "forbidden" }))[0]).toMatchObject({
      actor_name: "test manager",
    });
  });

  it("as CSV holds no formula that a spreadsheet would run, and every line break stays inside its cell", async () => {
    const nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'quote"and,comma', "two\nlines"];
    for (const subject of nasty)
      await db().auditEntry.create({ data: entry({ subject, actorName: subject, requestId: "nasty" }) });
    const answer = await take({ format: "csv", q: "nasty" });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header, ...rows] = parseCsv(await answer.text());
    expect(header?.slice(0, 4)).toEqual(["id", "at", "actor_id", "actor_name"]);
    expect(header?.slice(-3)).toEqual(["chain_seq", "chain_hash", "chain_previous"]);
    const subjects = rows.map((row) => row[header?.indexOf("subject") ?? -1] ?? "");
    expect(subjects.toSorted()).toEqual(
      nasty.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)).toSorted(),
    );
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(parseCsv(await (await take({ format: "csv", q: "nobody-like-it" })).text())).toEqual([header]);
  });

  it("holds no secret: not the key it was asked with, nor one that was just made", async () => {
    const canary = randomBytes(12).toString("hex");
    const { body } = await call("POST", "/api/v1/api-keys", {
      key: admin,
      body: { name: `canary ${canary}`, role: "reviewer" },
    });
    const text = await (await take({ format: "jsonl" })).text();
    expect(text).toContain("access.create-api-key");
    for (const secret of [admin, manager, String(body["key"])]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.slice("mq_live_".length + 8));
    }
  });
});

/** Runs the script that the guide prints, as a stranger would. */
async function verify(text: string): Promise<string> {
  const [, script = ""] = /```js\n([\s\S]+?)```/.exec(readFileSync("docs/audit.md", "utf8")) ?? [];
  expect(script.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(16);
  const folder = process.env["MARQUEE_DATA_DIR"] ?? "";
  writeFileSync(join(folder, "verify.mjs"), script);
  writeFileSync(join(folder, "export.jsonl"), text);
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(folder, "verify.mjs"),
    join(folder, "export.jsonl"),
  ]);
  return stdout;
}

/** CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
