import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { perform, performInFull } from "@/lib/infra/operation";
import { asOwner } from "@/lib/testing/database";
import { asPerson, enter, inside, opens, somebody, type Somebody } from "@/lib/testing/people";
import { eventually } from "@/lib/testing/worker";
import { editPerson } from "./operations/edit-person";
import { endPersonSessions } from "./operations/end-person-sessions";
import { getPerson } from "./operations/get-person";
import { invitePerson } from "./operations/invite-person";
import { listPeople } from "./operations/list-people";
import { makePasswordLink } from "./operations/make-password-link";
import { removePerson } from "./operations/remove-person";
import { personOfSession } from "./queries";

const edit = (id: string, changes: object, caller = inside) => perform(editPerson, { id, ...changes }, caller);

/** Keeps a person's row locked, as a change that is under way does. Answers what lets it go. */
async function holdPerson(id: string): Promise<() => Promise<unknown>> {
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${id}::uuid FOR UPDATE`;
    held.resolve();
    await released.promise;
  });
  await held.promise;
  return () => {
    released.resolve();
    return holding;
  };
}

/** Until so many transactions of this desk wait for a row that another one holds. */
const untilWaiting = (many: number) =>
  eventually(async () => {
    const waiting = await asOwner(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return waiting.length === many;
  });

let robin: Somebody;
beforeEach(async () => {
  await db().user.deleteMany();
  robin = await somebody("robin@example.com", "admin");
});

describe("people", () => {
  it("are invited once; of ten who invite the same address at once, one does", async () => {
    const invitation = { email: "Mara@Example.com", name: "Mara", role: "manager" } as const;
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => performInFull(invitePerson, invitation, asPerson(robin, "admin"))),
    );
    const done = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(done).toHaveLength(1);
    expect(refused).toHaveLength(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: "email_taken", kind: "conflict" });
    expect(done[0]?.answer).toMatchObject({ status: 201 });
    expect(done[0]?.settled).toMatchObject({
      person: { email: "mara@example.com", status: "invited", revision: 0, password_link: { purpose: "invitation" } },
      link: { by_mail: false, url: expect.stringMatching(/^http:\/\/localhost:3000\/set-password#k2\./) },
    });
    // Without a mail server nothing waits for one.
    expect(await asOwner("SELECT FROM pgboss.job WHERE name LIKE 'access-%'")).toEqual([]);
  });

  it("are listed newest first, page after page, and found by a part of the name or address", async () => {
    for (const name of ["100% Mara", "Noor_A", "Noorb"])
      await perform(
        invitePerson,
        { email: `${name.slice(-4).toLowerCase()}@example.com`, name, role: "reviewer" },
        inside,
      );
    const names = async (query: object) => (await perform(listPeople, query, inside)).items.map(({ name }) => name);
    expect(await names({})).toEqual(["Noorb", "Noor_A", "100% Mara", "robin"]);
    expect(await names({ q: "noor" })).toEqual(["Noorb", "Noor_A"]);
    expect(await names({ q: "r_" })).toEqual(["Noor_A"]);
    expect(await names({ q: "%" })).toEqual(["100% Mara"]);
    expect(await names({ q: "ROBIN@" })).toEqual(["robin"]);
    const first = await perform(listPeople, { limit: 3 }, inside);
    expect(await names({ limit: 3, cursor: first.next_cursor })).toEqual(["robin"]);
    await expect(names({ cursor: "made.up" })).rejects.toMatchObject({ code: "invalid_cursor" });
    expect(JSON.stringify(first)).not.toContain("argon2");
  });

  it("who are nobody are not found, whatever is asked of them", async () => {
    for (const id of ["nobody", crypto.randomUUID()]) {
      const asked = await Promise.allSettled([
        perform(getPerson, { id }, inside),
        perform(removePerson, { id }, inside),
        perform(makePasswordLink, { id }, inside),
        perform(endPersonSessions, { id }, inside),
      ]);
      for (const one of asked) expect(one).toMatchObject({ status: "rejected", reason: { code: "person_not_found" } });
      await expect(edit(id, { name: "X" })).rejects.toMatchObject({ code: "person_not_found" });
    }
    await expect(edit(robin.id, {})).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("may do what their role says from their next request on", async () => {
    const mara = await somebody("mara@example.com", "manager");
    const session = await enter(mara.email);
    await edit(mara.id, { role: "reviewer", name: "Mara Lind" });
    expect(await personOfSession(session)).toMatchObject({ role: "reviewer", name: "Mara Lind" });
  });

  it("who are disabled are out at once, and their links are dead; let in again, they sign in anew", async () => {
    const mara = await somebody("mara@example.com");
    const session = await enter(mara.email);
    const link = await perform(makePasswordLink, { id: mara.id }, inside);
    expect(await opens(link)).toBe(true);
    expect(await edit(mara.id, { disabled: true })).toMatchObject({ status: "disabled", password_link: null });
    expect(await personOfSession(session)).toBeNull();
    expect(await opens(link)).toBe(false);
    await expect(enter(mara.email)).rejects.toMatchObject({ code: "sign_in_refused" });
    await expect(perform(makePasswordLink, { id: mara.id }, inside)).rejects.toMatchObject({ code: "person_disabled" });

    expect(await edit(mara.id, { disabled: false })).toMatchObject({ status: "active" });
    expect(await personOfSession(session)).toBeNull();
    expect(await opens(link)).toBe(false);
    expect(await personOfSession(await enter(mara.email))).not.toBeNull();
  });

  it("who are disabled while they sign in have no session afterwards", async () => {
    const mara = await somebody("mara@example.com");
    const release = await holdPerson(mara.id);
    const before = Array.from({ length: 4 }, () => enter(mara.email));
    await untilWaiting(4);
    const disabled = edit(mara.id, { disabled: true });
    await untilWaiting(5);
    const after = Array.from({ length: 4 }, () => enter(mara.email));
    await untilWaiting(9);
    await release();
    expect(await disabled).toMatchObject({ status: "disabled" });
    // Whose turn comes first is Postgres's choice: none of them may be left with a session, whenever it came.
    await Promise.allSettled([...before, ...after]);
    await expect(enter(mara.email)).rejects.toMatchObject({ code: "sign_in_refused" });
    expect(await db().session.count({ where: { userId: mara.id, revokedAt: null } })).toBe(0);
  });

  it("who are removed leave nothing but their trace in the audit trail", async () => {
    const mara = await somebody("mara@example.com");
    const session = await enter(mara.email);
    const link = await perform(makePasswordLink, { id: mara.id }, inside);
    await perform(removePerson, { id: mara.id }, asPerson(robin, "admin"));
    expect([await personOfSession(session), await opens(link)]).toEqual([null, false]);
    expect((await db().session.count()) + (await db().passwordLink.count())).toBe(0);
    expect(
      await db().auditEntry.findFirst({ where: { operation: "access.remove-person", outcome: "done" } }),
    ).toMatchObject({ subject: "person:mara@example.com", actorName: "robin@example.com" });
  });

  it("are signed out everywhere by an admin, and can come in again", async () => {
    const mara = await somebody("mara@example.com");
    const sessions = await Promise.all([enter(mara.email), enter(mara.email)]);
    expect(await perform(endPersonSessions, { id: mara.id }, inside)).toEqual({ ended: 2 });
    expect(await Promise.all(sessions.map((id) => personOfSession(id)))).toEqual([null, null]);
    expect(await perform(endPersonSessions, { id: mara.id }, inside)).toEqual({ ended: 0 });
    expect(await personOfSession(await enter(mara.email))).not.toBeNull();
  });

  it("are changed by whoever saw them as they are: of ten at once with one revision, one", async () => {
    const mara = await somebody("mara@example.com");
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) =>
        perform(editPerson, { id: mara.id, name: `Mara ${at}` }, inside, { ifMatch: [0] }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "stale", kind: "stale" });
    await expect(perform(removePerson, { id: mara.id }, inside, { ifMatch: [0] })).rejects.toMatchObject({
      code: "stale",
    });
    await perform(removePerson, { id: mara.id }, inside, { ifMatch: [1] });
  });
});

describe("the last admin", () => {
  it("cannot be removed, disabled or made less, as long as nobody else can sign in as one", async () => {
    const { person: invited } = await perform(
      invitePerson,
      { email: "i@example.com", name: "I", role: "admin" },
      inside,
    );
    const out = await somebody("out@example.com", "admin");
    await edit(out.id, { disabled: true });
    const tries = [
      () => edit(robin.id, { role: "manager" }, asPerson(robin, "admin")),
      () => edit(robin.id, { disabled: true }),
      () => perform(removePerson, { id: robin.id }, inside),
    ];
    for (const one of tries) await expect(one()).rejects.toMatchObject({ code: "last_admin", kind: "conflict" });
    await perform(removePerson, { id: invited.id }, inside);
    expect(await edit(robin.id, { name: "Robin", role: "admin" }, asPerson(robin, "admin"))).toMatchObject({
      name: "Robin",
    });
    await edit(out.id, { disabled: false });
    expect(await edit(robin.id, { role: "manager" })).toMatchObject({ role: "manager" });
  });

  it("is left when two demote, disable or remove each other at once, time after time", async () => {
    const ways = [
      (id: string, caller: Somebody) => edit(id, { role: "reviewer" }, asPerson(caller, "admin")),
      (id: string, caller: Somebody) =>
        perform(editPerson, { id, disabled: true }, asPerson(caller, "admin"), { ifMatch: "*" }),
      (id: string, caller: Somebody) => perform(removePerson, { id }, asPerson(caller, "admin")),
    ] as const;
    const passwordHash = (await db().user.findUniqueOrThrow({ where: { id: robin.id } })).passwordHash;
    for (let round = 0; round < 36; round += 1) {
      await db().user.deleteMany();
      const admin = { name: "A", role: "admin", passwordHash, createdAt: new Date() } as const;
      const one = await db().user.create({ data: { ...admin, email: "one@example.com" } });
      const other = await db().user.create({ data: { ...admin, email: "other@example.com" } });
      const results = await Promise.allSettled([
        ways[round % 3]?.(other.id, one),
        ways[Math.floor(round / 3) % 3]?.(one.id, other),
      ]);
      const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(reasons, `round ${round}`).toHaveLength(1);
      expect(reasons[0]).toMatchObject({ code: "last_admin" });
      expect(await db().user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
    }
  });

  it("is not oneself to give up: nobody disables or removes themselves, however they write their id", async () => {
    await somebody("second@example.com", "admin");
    for (const id of [robin.id, robin.id.toUpperCase()]) {
      await expect(edit(id, { disabled: true }, asPerson(robin, "admin"))).rejects.toMatchObject({
        code: "not_yourself",
      });
      await expect(perform(removePerson, { id }, asPerson(robin, "admin"))).rejects.toMatchObject({
        code: "not_yourself",
      });
    }
    expect(await edit(robin.id, { role: "reviewer" }, asPerson(robin, "admin"))).toMatchObject({ role: "reviewer" });
  });
});
