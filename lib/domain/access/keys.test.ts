import { beforeEach, describe, expect, it } from "vitest";
import { insideCaller, type Caller, type Scope } from "@/lib/core/caller";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import type { NewApiKey } from "./contract";
import { serviceOfKey } from "./key-queries";
import { createApiKey } from "./operations/create-api-key";
import { getApiKey } from "./operations/get-api-key";
import { listApiKeys } from "./operations/list-api-keys";
import { revokeApiKey } from "./operations/revoke-api-key";
import { revokeApiKeySecret } from "./operations/revoke-api-key-secret";
import { rotateApiKey } from "./operations/rotate-api-key";

const inside = insideCaller("cli", "test");
const noon = new Date("2026-11-21T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);
const iso = (ms: number) => later(ms).toISOString();
const holding = (...scopes: Scope[]): Caller => ({
  ...inside,
  actorId: "key:other",
  door: "api",
  scopes: new Set(scopes),
});

const make = (input: object = {}, now = noon, caller = inside) =>
  perform(createApiKey, { name: "renderer", role: "manager", ...input }, caller, { now });
const rotate = (id: string, { hours = 24, now = noon, caller = inside } = {}) =>
  perform(rotateApiKey, { id, overlap_hours: hours }, caller, { now });
const end = (id: string, secretId: string, now = noon) =>
  perform(revokeApiKeySecret, { id, secret_id: secretId }, inside, { now });
const opens = async ({ key }: Pick<NewApiKey, "key">, now = noon) => (await serviceOfKey(key ?? "", now)) !== null;
const newest = ({ secrets }: Pick<NewApiKey, "secrets">) => secrets[0]?.id ?? "";

describe("a key", () => {
  it("lets its service in with its own rights until the day it was given", async () => {
    const made = await make({ expires_at: iso(30 * DAY) });
    expect(made).toMatchObject({ expires_at: iso(30 * DAY), revision: 0, secrets: [{ expires_at: null }] });
    const service = await serviceOfKey(made.key ?? "", noon);
    expect(service).toMatchObject({ id: made.id, name: "renderer" });
    expect(service?.scopes).toEqual(made.scopes);
    expect(await opens(made, later(30 * DAY - 1))).toBe(true);
    expect(await opens(made, later(30 * DAY))).toBe(false);
  });

  it.each([
    ["now", 0],
    ["yesterday", -DAY],
    ["in more than five years", 5 * 366 * DAY],
  ])("does not end %s", async (_when, span) => {
    await expect(make({ expires_at: iso(span) })).rejects.toMatchObject({
      code: "invalid_request",
      details: { fields: { expires_at: [expect.any(String)] } },
    });
  });

  it("may end in five years to the day, in any zone's writing", async () => {
    expect(await make({ expires_at: "2031-11-21T13:00:00+01:00" })).toMatchObject({
      expires_at: "2031-11-21T12:00:00.000Z",
    });
  });

  it("is nobody's with another end, an unknown beginning or nothing at all", async () => {
    const [one, other] = [await make(), await make()];
    const [beginning, ending] = [one.key?.slice(0, 17), other.key?.slice(17)];
    for (const key of [`${beginning}${ending}`, `${one.prefix}_`, "mq_live_", "", "'; DROP TABLE api_keys"])
      expect(await serviceOfKey(key, noon), key).toBeNull();
    await db().apiKeySecret.updateMany({ where: { apiKeyId: one.id }, data: { secretHash: Buffer.alloc(32) } });
    expect(await opens(one)).toBe(false);
  });

  it("notes its last use, once a minute", async () => {
    const made = await make();
    const lastUse = async () => (await perform(getApiKey, { id: made.id }, inside)).last_used_at;
    expect(await lastUse()).toBeNull();
    await Promise.all([opens(made), opens(made), opens(made)]);
    await opens(made, later(MINUTE - 1));
    expect(await lastUse()).toBe(iso(0));
    await opens(made, later(MINUTE));
    expect(await lastUse()).toBe(iso(MINUTE));
    await opens(made, later(0));
    expect(await lastUse(), "a clock that is behind takes nothing back").toBe(iso(MINUTE));
  });

  it("dies at once when it is revoked, with all its secrets, and only once", async () => {
    const first = await make();
    const second = await rotate(first.id);
    const revoked = await perform(revokeApiKey, { id: first.id }, inside, { now: later(HOUR) });
    expect(revoked).toMatchObject({ revoked_at: iso(HOUR), revision: 2 });
    expect(revoked.secrets.map(({ revoked_at: at }) => at)).toEqual([iso(HOUR), iso(HOUR)]);
    expect([await opens(first), await opens(second)]).toEqual([false, false]);
    expect(await perform(revokeApiKey, { id: first.id }, inside)).toEqual(revoked);
  });

  it("is changed only by somebody who has seen it as it is", async () => {
    const { id } = await make();
    const seen = { ifMatch: [0] };
    await perform(rotateApiKey, { id }, inside, seen);
    await expect(perform(revokeApiKey, { id }, inside, seen)).rejects.toMatchObject({ code: "stale" });
    await expect(perform(rotateApiKey, { id, overlap_hours: 0 }, inside, seen)).rejects.toMatchObject({
      code: "stale",
    });
    expect(await perform(revokeApiKey, { id }, inside, { ifMatch: [1] })).toMatchObject({ revision: 2 });
  });

  it.each(["00000000-0000-7000-8000-000000000000", "nonsense", "'"])("is not found as %s", async (id) => {
    const tries = [
      perform(getApiKey, { id }, inside),
      rotate(id),
      end(id, id),
      perform(revokeApiKey, { id }, inside, { ifMatch: [0] }),
    ];
    for (const result of await Promise.allSettled(tries))
      expect(result).toMatchObject({ status: "rejected", reason: { code: "api_key_not_found" } });
  });
});

describe("rotating", () => {
  let first: NewApiKey;
  beforeEach(async () => {
    first = await make();
  });

  it("gives a second secret; the first works until the overlap is over", async () => {
    const second = await rotate(first.id, { hours: 48 });
    expect(second).toMatchObject({
      id: first.id,
      revision: 1,
      secrets: [{ expires_at: null }, { expires_at: iso(48 * HOUR) }],
    });
    expect(second.key).not.toBe(first.key);
    expect(second.key?.startsWith(`${second.prefix}_`)).toBe(true);
    expect([await opens(first), await opens(second)]).toEqual([true, true]);
    expect(await opens(first, later(48 * HOUR - 1))).toBe(true);
    expect([await opens(first, later(48 * HOUR)), await opens(second, later(48 * HOUR))]).toEqual([false, true]);
  });

  it("waits while two secrets work, until one of them is ended or over", async () => {
    const second = await rotate(first.id);
    await expect(rotate(first.id)).rejects.toMatchObject({ code: "two_secrets_live", kind: "conflict" });
    const third = await rotate(first.id, { now: later(DAY) });
    await end(first.id, newest(second), later(DAY));
    expect(await opens(await rotate(first.id, { now: later(DAY) }), later(DAY))).toBe(true);
    expect(await opens(third, later(DAY))).toBe(true);
  });

  it("without an overlap ends the older one at once", async () => {
    const second = await rotate(first.id, { hours: 0 });
    expect([await opens(first), await opens(second)]).toEqual([false, true]);
    // A process whose clock is a little behind is not behind in this.
    expect(await opens(first, later(-MINUTE))).toBe(false);
  });

  it("never puts off an end that was set already, nor goes beyond the key's own", async () => {
    const short = await make({ expires_at: iso(2 * HOUR) });
    expect((await rotate(short.id)).secrets[1]).toMatchObject({ expires_at: iso(2 * HOUR) });
    const second = await rotate(first.id, { hours: 1 });
    await end(first.id, newest(second));
    const third = await rotate(first.id, { hours: 720 });
    expect(third.secrets.find(({ id }) => id === newest(first))).toMatchObject({ expires_at: iso(HOUR) });
  });

  it("is refused for a key that is revoked or has expired", async () => {
    const short = await make({ expires_at: iso(HOUR) });
    await expect(rotate(short.id, { now: later(HOUR) })).rejects.toMatchObject({ code: "api_key_ended" });
    await perform(revokeApiKey, { id: first.id }, inside);
    await expect(rotate(first.id)).rejects.toMatchObject({ code: "api_key_ended", kind: "conflict" });
  });

  it("of ten at once, one goes through: there are never more than two secrets that work", async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => rotate(first.id)));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: "two_secrets_live" });
    expect(await db().apiKeySecret.count({ where: { apiKeyId: first.id } })).toBe(2);
  });

  it("of ten at once without an overlap, all go through and the last one's secret works alone", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => rotate(first.id, { hours: 0 })));
    const working = await Promise.all([first, ...made].map((one) => opens(one)));
    expect(working.filter(Boolean)).toHaveLength(1);
    const last = made.find(({ revision }) => revision === 10);
    expect(last && (await opens(last))).toBe(true);
  });

  it("and revoking at once leaves no secret that works", async () => {
    const [rotated] = await Promise.allSettled([
      rotate(first.id, { hours: 0 }),
      perform(revokeApiKey, { id: first.id }, inside),
    ]);
    expect(await opens(first)).toBe(false);
    if (rotated.status === "fulfilled") expect(await opens(rotated.value)).toBe(false);
  });
});

describe("ending a secret", () => {
  it("ends the older one, or takes a rotation back", async () => {
    const [one, other] = [await make(), await make()];
    const [oneNew, otherNew] = [await rotate(one.id), await rotate(other.id)];
    await end(one.id, newest(one));
    expect([await opens(one), await opens(oneNew)]).toEqual([false, true]);
    const back = await end(other.id, newest(otherNew));
    expect([await opens(other), await opens(otherNew)]).toEqual([true, false]);
    expect(back.revision).toBe(2);
    expect(await end(other.id, newest(otherNew)), "once more changes nothing").toEqual(back);
  });

  it("leaves the last one: the key is revoked instead", async () => {
    const made = await make();
    await expect(end(made.id, newest(made))).rejects.toMatchObject({ code: "last_secret", kind: "conflict" });
    const second = await rotate(made.id);
    const both = await Promise.allSettled([end(made.id, newest(made)), end(made.id, newest(second))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("does not reach into another key", async () => {
    const [one, other] = [await make(), await make()];
    await rotate(other.id);
    for (const secretId of [newest(other), "nonsense"])
      await expect(end(one.id, secretId)).rejects.toMatchObject({ code: "api_key_secret_not_found" });
  });

  it("never drops out of sight while it works, however often the key was rotated", async () => {
    const made = await make();
    let last = await rotate(made.id, { hours: 720 });
    for (let round = 1; round <= 12; round += 1) {
      await end(made.id, newest(last), later(round));
      last = await rotate(made.id, { hours: 720, now: later(round) });
    }
    expect(last.secrets).toHaveLength(10);
    expect(last.secrets.map(({ id }) => id)).toContain(newest(made));
    expect(last.secrets.map(({ created_at: at }) => at)).toEqual(
      last.secrets
        .map(({ created_at: at }) => at)
        .toSorted()
        .toReversed(),
    );
    const [listed] = (await perform(listApiKeys, {}, inside)).items.filter(({ id }) => id === made.id);
    const { key: _shownOnce, ...rest } = last;
    expect(listed).toEqual(rest);
  });
});

describe("rights", () => {
  it("are handed out only by somebody who holds them", async () => {
    const clerk = holding("keys:manage", "videos:read");
    await expect(make({ role: "manager" }, noon, clerk)).rejects.toMatchObject({
      kind: "forbidden",
      details: { scope: "videos:write" },
    });
    expect(await make({ role: undefined, scopes: ["videos:read"] }, noon, clerk)).toMatchObject({
      scopes: ["videos:read"],
    });
  });

  it("cannot be had by rotating a stronger key, which is left as it was", async () => {
    const admin = await make({ role: "admin" });
    const clerk = holding("keys:manage", "videos:read");
    await expect(rotate(admin.id, { hours: 0, caller: clerk })).rejects.toMatchObject({ kind: "forbidden" });
    expect(await opens(admin)).toBe(true);
    expect(await db().apiKeySecret.count({ where: { apiKeyId: admin.id } })).toBe(1);
    const entry = await db().auditEntry.findFirst({ where: { subject: `api-key:${admin.id}`, outcome: "refused" } });
    expect(entry).toMatchObject({ operation: "access.rotate-api-key", code: "forbidden", actorId: "key:other" });
    const own = await make({ role: undefined, scopes: ["videos:read"] });
    expect(await opens(await rotate(own.id, { caller: clerk }))).toBe(true);
  });

  it("need the scope for keys", async () => {
    const { id } = await make();
    const manager = holding("videos:read", "videos:write", "deliveries:read", "deliveries:write", "links:write");
    await expect(rotate(id, { caller: manager })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(perform(getApiKey, { id }, manager)).rejects.toMatchObject({ kind: "forbidden" });
  });
});

it("every change is filed under the key", async () => {
  const made = await make();
  const second = await rotate(made.id);
  await end(made.id, newest(made));
  await perform(revokeApiKey, { id: made.id }, inside);
  const entries = await db().auditEntry.findMany({ where: { subject: `api-key:${made.id}` }, orderBy: { id: "asc" } });
  expect(entries.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    "access.create-api-key done",
    "access.rotate-api-key done",
    "access.revoke-api-key-secret done",
    "access.revoke-api-key done",
  ]);
  expect(await opens(second)).toBe(false);
});
