import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { insideCaller, type Role } from "@/lib/core/caller";
import { makePerson } from "@/lib/domain/access/operations/make-person";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";

const PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: "admin@marquee.example", name: "Robin Hale", role: "admin" },
  { email: "manager@marquee.example", name: "Mara Lind", role: "manager" },
  { email: "reviewer@marquee.example", name: "Noor Aziz", role: "reviewer" },
];

/**
 * Makes an admin on a desk without people, and with `demo` a manager and a reviewer beside. Their
 * passwords are random and stand in `sign-in.json` of the data dir (0600), from where `npm start`
 * prints them; the database holds hashes only.
 */
export async function makeFirstPeople({ demo }: { demo: boolean }): Promise<void> {
  if ((await db().user.count()) > 0) return;
  const people = PEOPLE.slice(0, demo ? PEOPLE.length : 1).map((person) => ({ ...person, password: newPassword() }));
  const signIns = people.map(({ email, password, role }) => ({ email, password, note: role }));
  mkdirSync(env().MARQUEE_DATA_DIR, { recursive: true, mode: 0o711 });
  writeFileSync(join(env().MARQUEE_DATA_DIR, "sign-in.json"), `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
  for (const person of people) await perform(makePerson, person, insideCaller("cli", "seed"));
  process.stdout.write(`made ${people.length === 1 ? "a person" : `${people.length} people`} to sign in as\n`);
}

/** Sixteen letters and digits without the ones that look alike: 91 bits, and fit to be typed. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
  const text = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}
