import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env, WrongSettings } from "./env";
import type { Env } from "./env";
import { createPrivateFile, readIfThere, replacePrivateFile } from "./files";

/** The role under which every process but `migrate` talks to the database. */
export const APP_ROLE = "marquee_app";

export interface DatabaseUrls {
  /** For web, worker and CLI: they act as `marquee_app`. */
  readonly appUrl: string;
  /** For `migrate` alone: the role that owns the tables. */
  readonly ownerUrl: string;
}

const ClusterFile = z.object({ owner_url: z.string(), app_url: z.string() });

/** Where the embedded cluster says how to reach it. */
export function clusterFile(dataDir: string): string {
  return join(dataDir, "postgres.json");
}

/** How to reach the embedded cluster of a data folder; undefined before its first start. */
export function readClusterUrls(dataDir: string): DatabaseUrls | undefined {
  const text = readIfThere(clusterFile(dataDir));
  if (text === undefined) return undefined;
  const file = ClusterFile.parse(JSON.parse(text));
  return { appUrl: file.app_url, ownerUrl: file.owner_url };
}

/** The database of these settings: `DATABASE_URL` when set, else the embedded cluster. Throws `WrongSettings`. */
export function databaseUrls(settings: Env): DatabaseUrls {
  if (settings.DATABASE_URL !== undefined) {
    return { appUrl: settings.DATABASE_URL, ownerUrl: settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL };
  }
  const embedded = readClusterUrls(settings.MARQUEE_DATA_DIR);
  if (embedded !== undefined) return embedded;
  throw new WrongSettings(
    `There is no database yet: set DATABASE_URL, or run "npm start" once, which makes one in ${settings.MARQUEE_DATA_DIR}.`,
  );
}

/** The database of this process, for web, worker and CLI. Throws `WrongSettings`. */
export function appDatabaseUrl(): string {
  return databaseUrls(env()).appUrl;
}

/**
 * What a connection of ours is opened with. Every session runs in UTC, because the Prisma adapter
 * reads `timestamptz` as if it did, and acts as `marquee_app`, whoever signed in.
 */
export function connectionOptions(appUrl: string): { connectionString: string; options: string } {
  const url = new URL(appUrl);
  // node-postgres lets the URL's own `options` win over ours, so both become one.
  const own = url.searchParams.get("options");
  url.searchParams.delete("options");
  const asApp = decodeURIComponent(url.username) === APP_ROLE ? "" : ` -c role=${APP_ROLE}`;
  return { connectionString: url.href, options: `${own === null ? "" : `${own} `}-c timezone=UTC${asApp}` };
}

function secretsFile(dataDir: string): string {
  return join(dataDir, "secrets");
}

/**
 * The secret ring as `kid:base64,…`, newest first. Makes and keeps one for the embedded default;
 * throws `WrongSettings` when a database of one's own is given without secrets, because several
 * machines that each made their own could not read what the others sealed.
 */
export function ensureSecrets(settings: Env): string {
  if (settings.MARQUEE_SECRETS !== undefined) return settings.MARQUEE_SECRETS;
  if (settings.DATABASE_URL !== undefined) {
    throw new WrongSettings(
      'With DATABASE_URL set, MARQUEE_SECRETS is needed too, the same on every machine: make one with "echo k1:$(openssl rand -base64 32)" and keep it.',
    );
  }
  createPrivateFile(secretsFile(settings.MARQUEE_DATA_DIR), `k1:${randomBytes(32).toString("base64")}\n`);
  return readSecrets(settings);
}

/**
 * Puts a new secret at the front of the ring in the data dir and returns its kid. Every process reads
 * the ring when it starts. Throws `WrongSettings` where another one is just being added.
 */
export function addSecret(settings: Env): string {
  ensureSecrets(settings);
  const file = secretsFile(settings.MARQUEE_DATA_DIR);
  const claim = `${file}.adding`;
  if (!createPrivateFile(claim, "")) {
    throw new WrongSettings(`A secret is just being added. If that cannot be, remove ${claim} and try again.`);
  }
  try {
    const ring = readSecrets(settings);
    const kid = nextKid(ring);
    replacePrivateFile(file, `${longerRing(kid, ring)}\n`);
    return kid;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** A ring with a new secret in front of those of `ring`. */
export function longerRing(kid: string, ring: string): string {
  return `${kid}:${randomBytes(32).toString("base64")},${ring}`;
}

/** `k` and a number higher than any in the ring. */
export function nextKid(ring: string): string {
  const numbers = [...ring.matchAll(/(?:^|,)k(\d{1,9}):/g)].map(([, digits = ""]) => Number(digits));
  return `k${Math.max(0, ...numbers) + 1}`;
}

function readSecrets(settings: Env): string {
  const text = readIfThere(secretsFile(settings.MARQUEE_DATA_DIR))?.trim();
  if (text !== undefined && text !== "") return text;
  throw new WrongSettings(
    `There are no secrets yet: set MARQUEE_SECRETS, or run "npm start" once, which makes them in ${settings.MARQUEE_DATA_DIR}.`,
  );
}

/** The secret ring of this process; makes nothing. Throws `WrongSettings` when there is none. */
export function secretRingText(): string {
  const settings = env();
  if (settings.MARQUEE_SECRETS !== undefined || settings.DATABASE_URL !== undefined) return ensureSecrets(settings);
  return readSecrets(settings);
}
