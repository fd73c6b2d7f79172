import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";

/**
 * Runs in the process of a test file before the file is loaded: gives it a database of its own, a
 * copy of the migrated template, and the settings that lead there.
 */
const template = inject("template");
const name = `test_${process.pid}`;

const url = new URL(template.ownerUrl);
url.pathname = "/postgres";
const owner = new Client({ connectionString: url.href });
await owner.connect();
await owner.query(`CREATE DATABASE ${name} TEMPLATE marquee_template STRATEGY FILE_COPY`);
await owner.end();

const copyOf = (database: string) => database.replace(/\/marquee_template$/, `/${name}`);
const dataDirs = join(template.folder, "data");
mkdirSync(dataDirs, { recursive: true });

// The one place that writes settings: tests read them back through env().
Object.assign(process.env, {
  DATABASE_URL: copyOf(template.appUrl),
  DATABASE_OWNER_URL: copyOf(template.ownerUrl),
  MARQUEE_DATA_DIR: mkdtempSync(join(dataDirs, "d-")),
  // Two keys, so that reading what an older key sealed is part of everyday.
  MARQUEE_SECRETS: `k2:${Buffer.alloc(32, 2).toString("base64")},k1:${Buffer.alloc(32, 1).toString("base64")}`,
  MARQUEE_URL: "http://localhost:3000",
  MARQUEE_DEMO: "0",
  LOG_LEVEL: "silent",
});

// What tests provoke on purpose would fill the page; openLog(), which programs call, is not called here.
const { log } = await import("@/lib/infra/log");
log.level = "silent";
