import { mkdtempSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { connectionOptions, databaseUrls, ensureSecrets } from "./data-dir";
import { readSettings, WrongSettings } from "./env";

const folder = () => mkdtempSync(join(inject("template").folder, "data", "d-"));

test("secrets are made once for the embedded default, and kept for their owner alone", () => {
  const settings = readSettings({ MARQUEE_DATA_DIR: folder() });
  const secrets = ensureSecrets(settings);
  expect(readSettings({ MARQUEE_SECRETS: secrets }).MARQUEE_SECRETS).toBe(secrets);
  expect(ensureSecrets(settings)).toBe(secrets);
  expect(statSync(join(settings.MARQUEE_DATA_DIR, "secrets")).mode & 0o777).toBe(0o600);
});

test("with a database of one's own they are demanded, in a sentence that says how to make them", () => {
  const settings = readSettings({ MARQUEE_DATA_DIR: folder(), DATABASE_URL: "postgresql://db/marquee" });
  expect(() => ensureSecrets(settings)).toThrow(WrongSettings);
  expect(() => ensureSecrets(settings)).toThrow("openssl rand -base64 32");
});

test("DATABASE_URL wins; the owner's URL falls back on it; without either there is a sentence", () => {
  const given = readSettings({ DATABASE_URL: "postgresql://app@db/marquee" });
  expect(databaseUrls(given)).toEqual({
    appUrl: "postgresql://app@db/marquee",
    ownerUrl: "postgresql://app@db/marquee",
  });
  const both = readSettings({
    DATABASE_URL: "postgresql://app@db/marquee",
    DATABASE_OWNER_URL: "postgresql://own@db/marquee",
  });
  expect(databaseUrls(both).ownerUrl).toBe("postgresql://own@db/marquee");
  expect(() => databaseUrls(readSettings({ MARQUEE_DATA_DIR: folder() }))).toThrow("There is no database yet");
});

test("every connection is in UTC, acts as marquee_app, and keeps the options of its URL", () => {
  expect(connectionOptions("postgresql://marquee_app:x@db/marquee").options).toBe("-c timezone=UTC");
  expect(connectionOptions("postgresql://someone:x@db/marquee").options).toBe("-c timezone=UTC -c role=marquee_app");
  const own = connectionOptions("postgresql://marquee_app:x@db/marquee?sslmode=require&options=-c%20geqo%3Doff");
  expect(own).toEqual({
    connectionString: "postgresql://marquee_app:x@db/marquee?sslmode=require",
    options: "-c geqo=off -c timezone=UTC",
  });
});
