import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { atTheDoor, inside, PASSWORD } from "@/lib/testing/people";
import { newKey, readKey } from "./keys";
import { makePerson } from "./operations/make-person";
import { signIn } from "./operations/sign-in";
import { signOut } from "./operations/sign-out";
import { personOfSession, provePassword } from "./queries";

const enter = async (email: string, secret = PASSWORD) =>
  perform(signIn, { email, proof: await provePassword({ email: email.toLowerCase(), password: secret }) }, atTheDoor);

beforeAll(async () => {
  await perform(makePerson, { email: "Mara@Example.com", name: "Mara", role: "manager", password: PASSWORD }, inside);
});

describe("signing in", () => {
  it("knows people by their address in any case, and keeps no password", async () => {
    const { person } = await enter("MARA@example.com");
    expect(person).toMatchObject({ email: "mara@example.com", role: "manager" });
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { email: "mara@example.com" } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("says the same to a wrong password and to an unknown address, and writes both down", async () => {
    await expect(enter("mara@example.com", "not the password")).rejects.toMatchObject({ code: "sign_in_refused" });
    await expect(enter("nobody@example.com")).rejects.toMatchObject({ code: "sign_in_refused" });
    const entries = await db().auditEntry.findMany({
      where: { operation: "access.sign-in", outcome: "refused" },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
    expect(entries.map(({ subject, address }) => [subject, address])).toEqual([
      ["person:mara@example.com", "192.0.2.1"],
      ["person:nobody@example.com", "192.0.2.1"],
    ]);
  });

  it("holds until the session is ended, runs out, or the person is disabled; then from the next request on", async () => {
    const { session_id: first } = await enter("mara@example.com");
    const { session_id: second } = await enter("mara@example.com");
    expect(await personOfSession(first)).toMatchObject({ name: "Mara" });

    await perform(signOut, { session_id: first }, atTheDoor);
    expect(await personOfSession(first)).toBeNull();
    expect(await personOfSession(second)).not.toBeNull();
    expect(await personOfSession(second, new Date(Date.now() + 15 * 24 * 3_600_000))).toBeNull();

    await db().user.update({ where: { email: "mara@example.com" }, data: { role: "reviewer" } });
    expect(await personOfSession(second)).toMatchObject({ role: "reviewer" });
    await db().user.update({ where: { email: "mara@example.com" }, data: { disabledAt: new Date() } });
    expect(await personOfSession(second)).toBeNull();
    await expect(enter("mara@example.com")).rejects.toMatchObject({ code: "sign_in_refused" });
    expect(await personOfSession("' OR 1=1 --")).toBeNull();
  });

  it("opens nothing for a password that was changed while it was being proven", async () => {
    await perform(makePerson, { email: "ida@example.com", name: "Ida", role: "reviewer", password: PASSWORD }, inside);
    const proof = await provePassword({ email: "ida@example.com", password: PASSWORD });
    await db().user.update({ where: { email: "ida@example.com" }, data: { passwordHash: "$argon2id$another" } });
    await expect(perform(signIn, { email: "ida@example.com", proof }, atTheDoor)).rejects.toMatchObject({
      code: "sign_in_refused",
    });
  });

  it("makes one person of an address, and wants twelve characters", async () => {
    const again = { email: "mara@example.com", name: "Other", role: "admin" as const };
    await expect(perform(makePerson, { ...again, password: PASSWORD }, inside)).rejects.toMatchObject({
      code: "email_taken",
    });
    await expect(
      perform(makePerson, { ...again, email: "x@example.com", password: "short" }, inside),
    ).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

describe("a key", () => {
  it("is recognised by its form, and a mistyped letter is noticed without a look-up", () => {
    const { key, prefix } = newKey();
    expect(key).toMatch(/^mq_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$/);
    expect(readKey(key)?.prefix).toBe(prefix);
    for (let at = 0; at < key.length; at += 1) {
      const typo = key.slice(0, at) + (key[at] === "x" ? "y" : "x") + key.slice(at + 1);
      expect(readKey(typo), typo).toBeNull();
    }
  });
});
