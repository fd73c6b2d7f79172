import { Client, type QueryResultRow } from "pg";
import { expect, inject, test } from "vitest";
import { connectionOptions } from "./data-dir";
import { env } from "./env";
import { migrate } from "./migrate";
import { asOwner } from "@/lib/testing/database";

async function asApp(url: string, sql: string): Promise<QueryResultRow[]> {
  const client = new Client(connectionOptions(url));
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(sql)).rows;
  } finally {
    await client.end();
  }
}

function urls() {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = env();
  if (appUrl === undefined || ownerUrl === undefined) throw new Error("The setup gives every test file a database.");
  return { appUrl, ownerUrl };
}

const ENTRY = `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, request_id)
  VALUES (gen_random_uuid(), now(), 'cli', 'cli', 'cli', 'test', 'test:1', 'done', 'req_1')`;

test("the desk adds to the audit trail and reads it, but cannot rewrite it", async () => {
  const { appUrl } = urls();
  await asApp(appUrl, ENTRY);
  expect(await asApp(appUrl, "SELECT operation FROM audit_entries")).toEqual([{ operation: "test" }]);
  for (const sql of [
    "UPDATE audit_entries SET outcome = 'refused'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
    "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
    "DROP TABLE audit_entries",
    "DELETE FROM _prisma_migrations",
  ]) {
    await expect(asApp(appUrl, sql), sql).rejects.toThrow(/permission denied|must be owner/);
  }
});

test("it does change everything else, jobs included", async () => {
  const { appUrl } = urls();
  await asApp(appUrl, "UPDATE users SET name = name; DELETE FROM sessions; UPDATE pgboss.job SET priority = priority");
  expect(await asApp(appUrl, "SELECT current_user, current_setting('timezone') AS zone")).toEqual([
    { current_user: "marquee_app", zone: "UTC" },
  ]);
});

test("tables of later migrations are open to it at once", async () => {
  await asOwner("CREATE TABLE later (id int)");
  await asApp(urls().appUrl, "INSERT INTO later VALUES (1)");
});

test("migrating again changes nothing, and several at once wait for one another", async () => {
  const settings = { ...urls(), queues: [] };
  await Promise.all([migrate(settings), migrate(settings), migrate(settings)]);
  expect(await asOwner("SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NULL")).toEqual([
    { n: 0 },
  ]);
});

test("queues are made with their options, and a changed option reaches a queue that exists", async () => {
  const lost = { name: "test-lost", options: { retryLimit: 0 } };
  for (const retryLimit of [3, 7]) {
    const work = { name: "test-work", options: { retryLimit, deadLetter: "test-lost" } };
    await migrate({ ...urls(), queues: [lost, work] });
    expect(await asOwner("SELECT retry_limit, dead_letter FROM pgboss.queue WHERE name = 'test-work'")).toEqual([
      { retry_limit: retryLimit, dead_letter: "test-lost" },
    ]);
  }
});

test("a user of another name is made a member, and every connection of theirs acts as marquee_app", async () => {
  const name = `guest_${process.pid}`;
  await asOwner(`CREATE ROLE ${name} LOGIN PASSWORD 'guest'`);
  const guest = new URL(urls().appUrl);
  guest.username = name;
  guest.password = "guest";
  await migrate({ ownerUrl: urls().ownerUrl, appUrl: guest.href, queues: [] });
  expect(await asApp(guest.href, "SELECT current_user")).toEqual([{ current_user: "marquee_app" }]);
  await expect(asApp(guest.href, "DELETE FROM audit_entries")).rejects.toThrow(/permission denied/);
  // Even the owner of the tables, where one URL serves for both.
  await migrate({ ownerUrl: urls().ownerUrl, appUrl: urls().ownerUrl, queues: [] });
  await expect(asApp(urls().ownerUrl, "DELETE FROM audit_entries")).rejects.toThrow(/permission denied/);
});

test("a user who does not exist is named in a sentence", async () => {
  const stranger = new URL(urls().appUrl);
  stranger.username = "nobody_here";
  await expect(migrate({ ownerUrl: urls().ownerUrl, appUrl: stranger.href, queues: [] })).rejects.toThrow(
    /for the user "nobody_here" of DATABASE_URL/,
  );
});

test("a database that is not there yet is made", async () => {
  const fresh = inject("template").ownerUrl.replace(/marquee_template$/, `fresh_${process.pid}`);
  await migrate({
    ownerUrl: fresh,
    appUrl: inject("template").appUrl.replace(/marquee_template$/, `fresh_${process.pid}`),
    queues: [],
  });
  const client = new Client({ connectionString: fresh });
  await client.connect();
  expect((await client.query("SELECT count(*)::int AS n FROM videos")).rows).toEqual([{ n: 0 }]);
  await client.end();
});
