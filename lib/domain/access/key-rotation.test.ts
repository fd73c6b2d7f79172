import { beforeEach, describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { end, iso, later, make, newest, opens, rotate } from "@/lib/testing/api-keys";
import { inside } from "@/lib/testing/people";
import type { NewApiKey } from "./contract";
import { listApiKeys } from "./operations/list-api-keys";
import { revokeApiKey } from "./operations/revoke-api-key";

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
    expect(back.revision).toBe(2);
    expect(await end(other.id, newest(otherNew)), "once more changes nothing").toEqual(back);
    expect([await opens(other), await opens(otherNew)]).toEqual([true, false]);
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
