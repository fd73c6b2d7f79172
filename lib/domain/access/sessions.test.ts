import { beforeEach, describe, expect, it } from "vitest";
import { DAY, MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { asPerson, enter, inside, PASSWORD, somebody, type Somebody } from "@/lib/testing/people";
import { changePassword } from "./operations/change-password";
import { endOtherSessions } from "./operations/end-other-sessions";
import { endPersonSessions } from "./operations/end-person-sessions";
import { endSession } from "./operations/end-session";
import { getAccount } from "./operations/get-account";
import { getPerson } from "./operations/get-person";
import { listPersonSessions } from "./operations/list-person-sessions";
import { listSessions } from "./operations/list-sessions";
import { makePasswordLink } from "./operations/make-password-link";
import { personOfSession } from "./queries";
import { sweepAccess } from "./sweep-access";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const NEW = "another long password";

let mara: Somebody;
let people = 0;
beforeEach(async () => {
  mara = await somebody(`mara${(people += 1)}@example.com`);
});

const living = async (ids: string[]) => {
  const found = await Promise.all(ids.map((id) => personOfSession(id)));
  return found.map((person) => person !== null);
};

describe("one's own sessions", () => {
  it("are listed with what they are recognised by, and say which one is in use", async () => {
    const first = await enter(mara.email, { userAgent: FIREFOX });
    const second = await enter(mara.email, { userAgent: "x".repeat(5000) });
    const { items } = await perform(listSessions, {}, asPerson(mara, "manager", first));
    expect(items).toMatchObject([
      { id: second, device: "Unknown device", current: false },
      { id: first, device: "Firefox on Linux", current: true, address: "192.0.2.1", method: "password" },
    ]);
    expect(items.every(({ last_seen_at: seen }) => seen !== null)).toBe(true);
  });

  it("are seen at most once a minute", async () => {
    const id = await enter(mara.email);
    const seen = async () => (await db().session.findUniqueOrThrow({ where: { id } })).lastSeenAt?.getTime();
    const began = (await seen()) ?? 0;
    await personOfSession(id, new Date(began + MINUTE - 1));
    expect(await seen()).toBe(began);
    await Promise.all(Array.from({ length: 10 }, (_, at) => personOfSession(id, new Date(began + MINUTE + at))));
    const noted = (await seen()) ?? 0;
    expect(noted).toBeGreaterThanOrEqual(began + MINUTE);
    await personOfSession(id, new Date(noted + 1000));
    expect(await seen()).toBe(noted);
  });

  it("tell when their owner was last seen, and so it stays when they are swept", async () => {
    const [here, there] = [await enter(mara.email), await enter(mara.email)];
    const seen = async () => Date.parse((await perform(getPerson, { id: mara.id }, inside)).last_seen_at ?? "");
    const began = await seen();
    expect(began).toBeGreaterThan(Date.now() - MINUTE);
    await personOfSession(here, new Date(began + MINUTE - 1));
    expect(await seen(), "at most once a minute").toBe(began);
    await personOfSession(here, new Date(began + 3 * MINUTE));
    await personOfSession(there, new Date(began + 2 * MINUTE));
    expect(await seen(), "by any of them, and never back").toBe(began + 3 * MINUTE);
    await sweepAccess(new Date(began + 50 * DAY));
    expect(await db().session.count({ where: { userId: mara.id } })).toBe(0);
    expect(await seen()).toBe(began + 3 * MINUTE);
  });

  it("come page after page, and another person's cursor shows nothing of theirs", async () => {
    const opened = [await enter(mara.email), await enter(mara.email), await enter(mara.email)];
    const me = asPerson(mara, "manager");
    const first = await perform(listSessions, { limit: 2 }, me);
    const rest = await perform(listSessions, { limit: 2, cursor: first.next_cursor }, me);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(opened.toReversed());
    expect(rest.next_cursor).toBeNull();
    const noor = await somebody(`noor${people}@example.com`);
    const theirs = await perform(listSessions, { cursor: first.next_cursor }, asPerson(noor, "manager"));
    expect(theirs.items).toEqual([]);
    await expect(perform(listSessions, { cursor: "made.up" }, me)).rejects.toMatchObject({ code: "invalid_cursor" });
  });

  it("are shown to whoever looks after the people, too", async () => {
    const [first, second] = [await enter(mara.email, { userAgent: FIREFOX }), await enter(mara.email)];
    const robin = await somebody(`robin${people}@example.com`, "admin");
    const admin = asPerson(robin, "admin", await enter(robin.email));
    const page = await perform(listPersonSessions, { id: mara.id, limit: 1 }, admin);
    expect(page.items).toMatchObject([{ id: second, current: false }]);
    const next = await perform(listPersonSessions, { id: mara.id, limit: 1, cursor: page.next_cursor }, admin);
    expect(next).toMatchObject({ items: [{ id: first, device: "Firefox on Linux" }], next_cursor: null });
    expect((await perform(listPersonSessions, { id: robin.id }, admin)).items).toMatchObject([{ current: true }]);
    await perform(endPersonSessions, { id: mara.id }, admin);
    expect((await perform(listPersonSessions, { id: mara.id }, admin)).items).toEqual([]);
    await expect(perform(listPersonSessions, { id: mara.id }, asPerson(mara, "manager"))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("are ended one by one, and another person's do not exist", async () => {
    const noor = await somebody(`noor${people}@example.com`);
    const [own, other] = await Promise.all([enter(mara.email), enter(noor.email)]);
    const me = asPerson(mara, "manager");
    for (const id of [other, crypto.randomUUID(), "mine"])
      await expect(perform(endSession, { id }, me)).rejects.toMatchObject({ code: "session_not_found" });
    expect(await perform(endSession, { id: own }, me)).toEqual({ ended: 1 });
    expect(await perform(endSession, { id: own }, me)).toEqual({ ended: 0 });
    expect(await living([own, other])).toEqual([false, true]);
    expect((await perform(listSessions, {}, me)).items).toEqual([]);
  });

  it("are ended all but the one in use", async () => {
    const [here, there, elsewhere] = [await enter(mara.email), await enter(mara.email), await enter(mara.email)];
    expect(await perform(endOtherSessions, {}, asPerson(mara, "manager", here))).toEqual({ ended: 2 });
    expect(await living([here, there, elsewhere])).toEqual([true, false, false]);
  });

  it("are a person's matter: no key and no process has any", async () => {
    await expect(perform(listSessions, {}, inside)).rejects.toMatchObject({ code: "forbidden" });
    const key = { ...inside, actorId: "key:1", scopes: new Set(["account:own"] as const) };
    await expect(perform(listSessions, {}, key)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("changing one's password", () => {
  const change = (current: string, next: string, session: string | null = null, options = {}) =>
    perform(
      changePassword,
      { current_password: current, new_password: next },
      asPerson(mara, "manager", session),
      options,
    );

  it("wants the present one, and ends every other session", async () => {
    const [here, there] = [await enter(mara.email), await enter(mara.email)];
    await expect(change("not the password", NEW, here)).rejects.toMatchObject({
      code: "wrong_password",
      kind: "forbidden",
    });
    await expect(change(PASSWORD, "short", here)).rejects.toMatchObject({ code: "invalid_request" });
    expect(await living([here, there])).toEqual([true, true]);
    const request = { key: "once", address: "POST /api/v1/account/password" };
    expect(await change(PASSWORD, NEW, here, { request })).toEqual({ changed: true, sessions_ended: 1 });
    expect(await change(PASSWORD, NEW, here, { request })).toEqual({ changed: true, sessions_ended: 1 });
    expect(await living([here, there])).toEqual([true, false]);
    await expect(enter(mara.email)).rejects.toMatchObject({ code: "sign_in_refused" });
    expect(await living([await enter(mara.email, { password: NEW })])).toEqual([true]);
  });

  it("is done by one of ten at once, because nine no longer know the present one", async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => change(PASSWORD, `${NEW} ${at}`)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of results)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "wrong_password" });
  });

  it("is not for somebody who has none", async () => {
    const account = async () => (await perform(getAccount, {}, asPerson(mara, "manager"))).has_password;
    expect(await account()).toBe(true);
    await db().user.update({ where: { id: mara.id }, data: { passwordHash: null } });
    expect(await account()).toBe(false);
    await expect(change(PASSWORD, NEW)).rejects.toMatchObject({ code: "no_password", kind: "conflict" });
  });
});

it("the sweep removes what has been worth nothing for a month, and nothing else", async () => {
  const [ended, open] = [await enter(mara.email), await enter(mara.email)];
  await perform(endSession, { id: ended }, asPerson(mara, "manager"));
  const link = async () => {
    await perform(makePasswordLink, { id: mara.id }, inside);
    return (await db().passwordLink.findFirstOrThrow({ where: { userId: mara.id }, orderBy: { id: "desc" } })).id;
  };
  const [replaced, alive] = [await link(), await link()];
  const left = async () =>
    [
      ...(await db().session.findMany({ where: { userId: mara.id } })),
      ...(await db().passwordLink.findMany({ where: { userId: mara.id } })),
    ]
      .map(({ id }) => id)
      .toSorted();
  const after = (days: number) => sweepAccess(new Date(Date.now() + days * DAY));
  await after(29);
  expect(await left()).toEqual([ended, open, replaced, alive].toSorted());
  await after(30.01);
  expect(await left()).toEqual([open, alive].toSorted());
  await after(44.01);
  expect(await left()).toEqual([]);
});
