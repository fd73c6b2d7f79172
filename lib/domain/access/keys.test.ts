import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { end, iso, later, make, newest, noon, opens, rotate } from "@/lib/testing/api-keys";
import { holding, inside } from "@/lib/testing/people";
import { serviceOfKey } from "./key-queries";
import { createApiKey } from "./operations/create-api-key";
import { getApiKey } from "./operations/get-api-key";
import { revokeApiKey } from "./operations/revoke-api-key";
import { rotateApiKey } from "./operations/rotate-api-key";

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

  it("that ends makes none that goes on after it", async () => {
    const maker = await make({ expires_at: iso(DAY), role: "admin" });
    const caller = { ...inside, actorId: `key:${maker.id}` };
    const twin = (expires_at?: string) =>
      perform(createApiKey, { name: "twin", role: "reviewer", ...(expires_at ? { expires_at } : {}) }, caller, {
        now: noon,
      });
    await expect(twin()).rejects.toMatchObject({ code: "outlives_maker", kind: "forbidden" });
    await expect(twin(iso(DAY + 1000))).rejects.toMatchObject({ code: "outlives_maker" });
    expect(await twin(iso(DAY))).toMatchObject({ expires_at: iso(DAY) });
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

describe("rights", () => {
  it("are handed out only by somebody who holds them", async () => {
    const clerk = holding("keys:manage", "videos:read");
    await expect(make({ role: "manager" }, noon, clerk)).rejects.toMatchObject({
      code: "scope_not_held",
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
    await expect(rotate(admin.id, { hours: 0, caller: clerk })).rejects.toMatchObject({ code: "scope_not_held" });
    expect(await opens(admin)).toBe(true);
    expect(await db().apiKeySecret.count({ where: { apiKeyId: admin.id } })).toBe(1);
    const entry = await db().auditEntry.findFirst({ where: { subject: `api-key:${admin.id}`, outcome: "refused" } });
    expect(entry).toMatchObject({ operation: "access.rotate-api-key", code: "scope_not_held", actorId: "key:other" });
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
