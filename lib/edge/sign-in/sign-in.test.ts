import { afterAll, beforeAll, expect, it } from "vitest";
import { strangerAt } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { makePerson } from "@/lib/domain/access/operations/make-person";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeCounters } from "@/lib/infra/rate-limit";
import { asOwner } from "@/lib/testing/database";
import { inside, PASSWORD as password } from "@/lib/testing/people";
import { signInByPassword } from "./sign-in";

let addresses = 0;
const newAddress = () => `203.0.113.${(addresses += 1)}`;

/** How a sign-in ends: the person's name, or the refusal's code. */
async function attempt(email: string, given: { password?: string; address: string }): Promise<string> {
  const caller = strangerAt("desk", "people:sign-in", { requestId: "test", address: given.address });
  try {
    return (await signInByPassword({ email, password: given.password ?? "not the password" }, caller)).person.name;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
const attempts = async (times: number, email: string, address: string) => {
  const answers: string[] = [];
  for (let n = 0; n < times; n += 1) answers.push(await attempt(email, { address }));
  return answers;
};
const entriesAbout = (email: string) =>
  db().auditEntry.groupBy({
    by: ["operation", "outcome", "code"],
    where: { subject: `person:${email}` },
    _count: true,
    orderBy: { code: "asc" },
  });

beforeAll(async () => {
  for (const [name, email] of [
    ["Mara", "mara@example.com"],
    ["Ben", "ben@example.com"],
  ] as const)
    await perform(makePerson, { email, name, role: "manager", password }, inside);
});
afterAll(closeCounters);

it("ends alike after five wrong passwords, whether there is such a person or not, and leaves one entry of it", async () => {
  const expected = [...Array(5).fill("sign_in_refused"), ...Array(4).fill("rate_limited")];
  for (const email of ["mara@example.com", "nobody@example.com"]) {
    expect(await attempts(9, email, newAddress()), email).toEqual(expected);
    const entry = { operation: "access.sign-in", outcome: "refused" };
    expect(
      (await entriesAbout(email)).filter(({ outcome }) => outcome === "refused"),
      email,
    ).toEqual([
      { ...entry, code: "rate_limited", _count: 1 },
      { ...entry, code: "sign_in_refused", _count: 5 },
    ]);
  }
});

it("keeps the right password waiting at the blocked address, and lets it in from another", async () => {
  const address = newAddress();
  await attempts(6, "ben@example.com", address);
  expect(await attempt("ben@example.com", { password, address })).toBe("rate_limited");
  expect(await attempt("ben@example.com", { password, address: newAddress() })).toBe("Ben");
});

it("wipes the slate of who gets it right", async () => {
  const address = newAddress();
  for (let round = 0; round < 3; round += 1) {
    expect(await attempts(4, "ben@example.com", address)).not.toContain("rate_limited");
    expect(await attempt("ben@example.com", { password, address })).toBe("Ben");
  }
});

it("checks no password while it cannot count, not even the right one", async () => {
  await asOwner("ALTER TABLE rate_limits RENAME TO out_of_reach");
  try {
    expect(await attempt("ben@example.com", { password, address: newAddress() })).toBe("unavailable");
  } finally {
    await asOwner("ALTER TABLE out_of_reach RENAME TO rate_limits");
  }
});

it("names nobody in its counters", async () => {
  const rows = await asOwner<{ key: string }>("SELECT key FROM rate_limits");
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ key }) => /@|mara|ben|nobody/i.test(key.replaceAll(/[\w-]{43}/g, "")))).toEqual([]);
});
