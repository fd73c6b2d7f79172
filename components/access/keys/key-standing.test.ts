import { expect, it } from "vitest";
import { DAY } from "@/lib/core/time";
import type { ApiKey, ApiKeySecret } from "@/lib/domain/access/contract";
import { standingOf } from "./key-standing";

const now = new Date("2026-11-21T12:00:00Z");
const iso = (span: number) => new Date(now.getTime() + span).toISOString();

const secret = (changes: Partial<ApiKeySecret> = {}): ApiKeySecret => ({
  id: "s",
  prefix: "mq_live_AAAAAAAA",
  created_at: iso(-DAY),
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
  ...changes,
});

const key = (changes: Partial<ApiKey> = {}): ApiKey => ({
  id: "k",
  name: "renderer",
  prefix: "mq_live_AAAAAAAA",
  scopes: [],
  created_at: iso(-DAY),
  created_by: "Ada",
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
  secrets: [secret()],
  revision: 0,
  ...changes,
});

it.each([
  ["active", key(), null],
  ["active", key({ expires_at: iso(15 * DAY) }), iso(15 * DAY)],
  ["expiring", key({ expires_at: iso(14 * DAY) }), iso(14 * DAY)],
  ["expired", key({ expires_at: iso(0) }), null],
  ["revoked", key({ revoked_at: iso(-1), expires_at: iso(-DAY) }), null],
  ["rotating", key({ secrets: [secret(), secret({ expires_at: iso(DAY) })] }), null],
  ["expiring rotating", key({ expires_at: iso(DAY), secrets: [secret(), secret({ expires_at: iso(1) })] }), iso(DAY)],
  ["active", key({ secrets: [secret(), secret({ expires_at: iso(0) })] }), null],
  ["active", key({ secrets: [secret(), secret({ revoked_at: iso(0) })] }), null],
])("a key is %s, of the %#th", (words, one, end) => {
  const { states, endsAt } = standingOf(one, now);
  expect([states.join(" "), endsAt]).toEqual([words, end]);
});

it("a rotation that was taken back leaves a key that ends with its old secret, unless it is rotated anew", () => {
  const secrets = [secret({ revoked_at: iso(-1) }), secret({ expires_at: iso(DAY) })];
  expect(standingOf(key({ secrets }), now)).toMatchObject({ states: ["expiring"], endsAt: iso(DAY) });
  const later = new Date(now.getTime() + DAY);
  expect(standingOf(key({ secrets }), later)).toMatchObject({ states: ["expired"], ended: false });
});
