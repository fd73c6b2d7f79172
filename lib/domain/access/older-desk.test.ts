import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Client } from "pg";
import { beforeAll, expect, inject, it } from "vitest";
import { migrate } from "@/lib/infra/migrate";
import { perform } from "@/lib/infra/operation";
import { inside } from "@/lib/testing/people";
import { serviceOfKey } from "./key-queries";
import { newKey } from "./keys";
import { getApiKey } from "./operations/get-api-key";
import { listApiKeys } from "./operations/list-api-keys";
import { listPeople } from "./operations/list-people";
import { personOfSession } from "./queries";

/** A desk as it stood before people had doors of their own, with a key in use and somebody signed in. */
const BEFORE = "20261121101240_people_and_doors";
const FOLDER = "prisma/migrations";
const { key, prefix, secretHash } = newKey();
const revoked = newKey();
const session = crypto.randomUUID();

beforeAll(async () => {
  const name = `older_${process.pid}`;
  const urls = {
    ownerUrl: inject("template").ownerUrl.replace(/marquee_template$/, name),
    appUrl: inject("template").appUrl.replace(/marquee_template$/, name),
  };
  await makeOlderDesk(urls.ownerUrl, name);
  await migrate({ ...urls, queues: [] });
  process.env["DATABASE_URL"] = urls.appUrl;
  process.env["DATABASE_OWNER_URL"] = urls.ownerUrl;
});

it("a key from before the two secrets goes on working, with its rights and its last use", async () => {
  const service = await serviceOfKey(key);
  expect(service).toMatchObject({ name: "renderer", scopes: ["videos:read", "deliveries:write"] });
  expect(await serviceOfKey(revoked.key)).toBeNull();
  expect(await perform(getApiKey, { id: service?.id ?? "" }, inside)).toMatchObject({
    prefix,
    created_at: "2026-09-01T08:00:00.000Z",
    expires_at: null,
    revoked_at: null,
    revision: 0,
    secrets: [{ prefix, created_at: "2026-09-01T08:00:00.000Z", expires_at: null, revoked_at: null }],
  });
  const { items } = await perform(listApiKeys, {}, inside);
  expect(items.map(({ name, revoked_at: at, secrets }) => [name, at, secrets[0]?.revoked_at])).toEqual([
    ["renderer", null, null],
    ["gone", "2026-09-03T08:00:00.000Z", "2026-09-03T08:00:00.000Z"],
  ]);
});

it("people stay who they were, and it is known when they signed in", async () => {
  const { items } = await perform(listPeople, {}, inside);
  expect(items.map(({ name, status, last_seen_at: seen }) => [name, status, seen])).toEqual([
    ["Noor", "active", null],
    ["Mara", "active", "2026-09-05T08:00:00.000Z"],
  ]);
  expect(await personOfSession(session)).toMatchObject({ name: "Mara", role: "manager" });
});

/** Carries out the migrations that were there then, and notes it as Prisma does. */
async function makeOlderDesk(ownerUrl: string, name: string): Promise<void> {
  const postgres = new URL(ownerUrl);
  postgres.pathname = "/postgres";
  await asking(postgres.href, (client) => client.query(`CREATE DATABASE ${name}`));
  await asking(ownerUrl, async (client) => {
    await client.query(JOURNAL);
    for (const migration of readdirSync(FOLDER).filter((file) => /^\d/.test(file) && file < BEFORE)) {
      const sql = readFileSync(`${FOLDER}/${migration}/migration.sql`, "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      await client.query(sql);
      await client.query(
        "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ($1, $2, $3, now())",
        [crypto.randomUUID(), checksum, migration],
      );
    }
    for (const [service, secret, end] of [
      ["renderer", { prefix, secretHash }, null],
      ["gone", revoked, "2026-09-03T08:00:00Z"],
    ] as const)
      await client.query(
        `INSERT INTO api_keys (id, name, prefix, secret_hash, scopes, created_at, created_by, last_used_at, revoked_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5::timestamptz, 'Robin', '2026-09-02T08:00:00Z', $6)`,
        [
          service,
          secret.prefix,
          secret.secretHash,
          ["videos:read", "deliveries:write"],
          service === "gone" ? "2026-08-01T08:00:00Z" : "2026-09-01T08:00:00Z",
          end,
        ],
      );
    const { rows } = await client.query<{ id: string; name: string }>(
      `INSERT INTO users (id, email, name, password_hash, role, created_at) VALUES
         (gen_random_uuid(), 'mara@example.com', 'Mara', '$argon2id$', 'manager', '2026-09-01T08:00:00Z'),
         (gen_random_uuid(), 'noor@example.com', 'Noor', '$argon2id$', 'reviewer', '2026-09-02T08:00:00Z')
       RETURNING id, name`,
    );
    const mara = rows.find((row) => row.name === "Mara")?.id;
    for (const [id, at] of [
      [crypto.randomUUID(), "2026-09-04T08:00:00Z"],
      [session, "2026-09-05T08:00:00Z"],
    ])
      await client.query(
        "INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES ($1, $2, $3, now() + interval '7 days')",
        [id, mara, at],
      );
  });
}

async function asking(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Prisma's own notes of what it has carried out. */
const JOURNAL = `CREATE TABLE _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;
