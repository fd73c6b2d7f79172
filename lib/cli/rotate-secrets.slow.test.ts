import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import { db } from "@/lib/infra/db";
import { programPath } from "@/lib/infra/program";
import { DELIVERY_SOURCE } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import { asOwner } from "@/lib/testing/database";

vi.setConfig({ testTimeout: 120_000 });

const ROWS = 5000;
const OLD_RING = process.env["MARQUEE_SECRETS"] ?? "";
const K3 = `k3:${Buffer.alloc(32, 3).toString("base64")}`;
const NEW_RING = `${K3},${OLD_RING}`;
/** Sealed by the form of before, for the row d1. */
const V1 =
  "v1.k2.G_XHHt2EuMjmLZGK9Sw9CgidgJg0P94NdrfWNotNC9LeS3zFLzsHXb6NfWlcJNz4txmHzgYSAxQ2guMN.oo8rGMCR-AicpjTfQ4uZGRg3DvenDXjKHu3HYGvSu7Q35zZnn-7W5gs_jOjIY9yiP8lTK2qKdiLSWTo5XDPeA12cl_0";
const CANARY = "canary-7f3e9a51";

/** `npm run secrets -- <verb>` with a ring of its own. */
function secrets(verb: string, settings: Record<string, string> = { MARQUEE_SECRETS: NEW_RING }) {
  const child = spawn(process.execPath, [programPath("secrets"), verb], { env: { ...process.env, ...settings } });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  return { child, ended: once(child, "close").then(([code]) => ({ code: code as number | null, said })) };
}

const idOf = (index: number) => `dist_${String(index).padStart(20, "0")}`;
const urlOf = (id: string) => `https://source.example/${id}.mp4?signature=${CANARY}`;
const perKid = async () =>
  Object.fromEntries(
    (
      await db().$queryRaw<{ begins: string; count: number }[]>`
        SELECT split_part(source_sealed, '.', 1) || '.' || split_part(source_sealed, '.', 2) AS begins, count(*)::int
        FROM deliveries GROUP BY 1`
    ).map(({ begins, count }) => [begins, count]),
  );

async function processWith(ring: string) {
  vi.resetModules();
  process.env["MARQUEE_SECRETS"] = ring;
  const fresh = await import("@/lib/infra/secrets");
  fresh.kidsOfRing();
  process.env["MARQUEE_SECRETS"] = OLD_RING;
  fresh.allowUnsealing();
  return fresh;
}

beforeAll(async () => {
  const at = new Date("2026-11-20T10:00:00Z");
  await db().video.create({
    data: { id: "v1", projectId: "p", version: 1, title: "One", checksum: "sha256:1", createdAt: at },
  });
  const row = (id: string, sourceSealed: string) => ({
    id,
    sourceSealed,
    videoId: "v1",
    projectId: "p",
    storagePrefix: id,
    checksum: "sha256:1",
    claimedSeconds: 10,
    sourceUrl: "https://source.example/",
    qcStatus: "pass",
    urlExpiryHours: 72,
    metadata: {},
    createdAt: at,
    queuedAt: at,
  });
  const rows = Array.from({ length: ROWS - 1 }, (_, index) => idOf(index)).map((id) =>
    row(id, seal(urlOf(id), DELIVERY_SOURCE.placeOf(id))),
  );
  await db().delivery.createMany({ data: [row("d1", V1), ...rows] });
});

describe("a rotation of 5,000 sealed values", () => {
  it("that is killed in the middle leaves every value under one secret or the other", async () => {
    const { child, ended } = secrets("rewrap");
    child.stdout.once("data", () =>
      child.stdout.once("data", () => {
        child.kill("SIGKILL");
      }),
    );
    expect((await ended).code).toBeNull();
    const { "v2.k3": done = 0, "v2.k2": left = 0 } = await perKid();
    expect([done > 0, left > 0]).toEqual([true, true]);
    expect(done + left).toBeGreaterThanOrEqual(ROWS - 1);
  });

  it("goes on where it ended, twice at once, and a desk that writes meanwhile wins", async () => {
    const runs = [secrets("rewrap"), secrets("rewrap")];
    const over = new AbortController();
    const all = Promise.all(runs.map(({ ended }) => ended)).finally(() => over.abort());
    const rewritten = new Set<string>();
    for (let index = ROWS - 2; !over.signal.aborted && index > 0; index -= 7) {
      const id = idOf(index);
      const sourceSealed = seal(`${urlOf(id)}&again`, DELIVERY_SOURCE.placeOf(id));
      await db().delivery.update({ where: { id }, data: { sourceSealed } });
      rewritten.add(id);
    }
    for (const { code, said } of await all) expect([code, said.includes("cannot be opened")], said).toEqual([0, false]);

    // What a desk with the ring of before wrote behind the walk waits for another.
    const { code, said } = await secrets("rewrap").ended;
    expect(code, said).toBe(0);
    expect(await perKid()).toEqual({ "v2.k3": ROWS });
    const later = await processWith(K3);
    for (const { id, sourceSealed } of await db().delivery.findMany({ select: { id: true, sourceSealed: true } })) {
      const url = later.unseal(sourceSealed, DELIVERY_SOURCE.placeOf(id));
      if (id === "d1") expect(url).toBe("https://source.example/a.mp4?signature=1");
      else expect(url).toBe(rewritten.has(id) ? `${urlOf(id)}&again` : urlOf(id));
    }
    expect(rewritten.size).toBeGreaterThan(0);
  });

  it("is in the audit trail once for each time it was begun", async () => {
    const entries = await db().auditEntry.findMany({ where: { operation: "access.rewrap-secrets" } });
    expect(entries.map(({ actorId, subject, outcome }) => `${actorId} ${subject} ${outcome}`)).toEqual(
      Array.from({ length: 4 }, () => "cli secret:k3 done"),
    );
  });

  it("leaves a status that says what may be dropped", async () => {
    expect((await secrets("status").ended).said).toMatch(
      /deliveries\.source_sealed under k3: 5000\n[^]*k2: may be dropped from the ring\.\nk1: may be dropped/,
    );
    await db().link.create({
      data: {
        deliveryId: "d1",
        createdAt: new Date(Date.now() - 3_600_000),
        createdBy: "test",
        expiresAt: new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000),
      },
    });
    expect((await secrets("status").ended).said).toMatch(/downloads: 1, the last until 2[^]*k1: keep it until 2/);
    const behind = await secrets("status", { MARQUEE_SECRETS: OLD_RING }).ended;
    expect(behind.said).toContain("k3: not in the ring, so what it sealed cannot be opened.");
  });
});

it("a stolen database opens nothing: no text of it is in there, and none of another ring's secrets fits", async () => {
  const tables = await asOwner<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  expect(tables.map(({ name }) => name)).toContain("public.deliveries");
  for (const { name } of tables) {
    const hits = await asOwner(`SELECT 1 FROM ${name} AS row WHERE row::text LIKE '%${CANARY}%' LIMIT 1`);
    expect([name, hits]).toEqual([name, []]);
  }
  const thief = await processWith(
    `k3:${Buffer.alloc(32, 9).toString("base64")},k2:${Buffer.alloc(32, 8).toString("base64")}`,
  );
  for (const { id, sourceSealed } of await db().delivery.findMany({ take: 200 })) {
    expect(() => thief.unseal(sourceSealed, DELIVERY_SOURCE.placeOf(id))).toThrow();
  }
});

describe("a new secret", () => {
  it("goes in front of the ring that the data dir keeps", async () => {
    const folder = mkdtempSync(join(inject("template").folder, "data", "d-"));
    const settings = { MARQUEE_DATA_DIR: folder, MARQUEE_SECRETS: "", DATABASE_URL: "" };
    for (const kid of ["k2", "k3"]) {
      const { code, said } = await secrets("add", settings).ended;
      expect([code, said.startsWith(`${kid} is at the front of the ring`)], said).toEqual([0, true]);
      expect(said).not.toMatch(/[A-Za-z0-9+/]{43}=/);
    }
    const ring = readFileSync(join(folder, "secrets"), "utf8");
    expect(ring).toMatch(/^k3:[^,]{44},k2:[^,]{44},k1:[^,]{44}\n$/);
    expect((await processWith(ring.trim())).kidsOfRing()).toEqual(["k3", "k2", "k1"]);
  });

  it("for a ring that comes from the environment is shown and kept nowhere", async () => {
    const { code, said } = await secrets("add", { MARQUEE_SECRETS: OLD_RING }).ended;
    expect(code).toBe(0);
    expect(said).toMatch(/Set this as MARQUEE_SECRETS/);
    expect(said).toMatch(new RegExp(`^k3:[A-Za-z0-9+/]{43}=,${OLD_RING.replaceAll("+", "\\+")}$`, "m"));
  });

  it("is asked for in one way only", async () => {
    const { code, said } = await secrets("rotate").ended;
    expect([code, said.startsWith("Usage: npm run -s secrets -- status | add | rewrap")]).toEqual([1, true]);
  });
});
