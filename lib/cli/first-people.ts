import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { insideCaller, ROLES, type Role } from "@/lib/core/caller";
import { makePerson } from "@/lib/domain/access/operations/make-person";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { readIfThere } from "@/lib/infra/files";
import { perform } from "@/lib/infra/operation";

const PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: "admin@marquee.example", name: "Robin Hale", role: "admin" },
  { email: "manager@marquee.example", name: "Mara Lind", role: "manager" },
  { email: "reviewer@marquee.example", name: "Noor Aziz", role: "reviewer" },
];

/**
 * Makes an admin on a desk without people, and with `demo` a manager and a reviewer beside. Their
 * passwords are random and stand in `sign-in.json` of the data dir (0600), from where `npm start`
 * prints them; the database holds hashes only. The file is written first, so that whoever was made
 * before a start was cut off has the password that stands there, and the rest are made by the next.
 */
export async function makeFirstPeople({ demo }: { demo: boolean }): Promise<void> {
  const there = new Set((await db().user.findMany({ select: { email: true } })).map(({ email }) => email));
  const cutOff = readSignIns().filter(({ email }) => !there.has(email));
  if (there.size > 0 && cutOff.length === 0) return;

  const signIns = there.size > 0 ? readSignIns() : newSignIns(demo);
  mkdirSync(env().MARQUEE_DATA_DIR, { recursive: true, mode: 0o711 });
  writeFileSync(signInFile(), `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
  for (const { email, password, note: role } of signIns) {
    const person = PEOPLE.find((one) => one.email === email);
    if (!person || there.has(email)) continue;
    await perform(makePerson, { email, password, role, name: person.name }, insideCaller("cli", "seed"));
  }
  process.stdout.write(`made ${signIns.length === 1 ? "a person" : `${signIns.length} people`} to sign in as\n`);
}

const SignIns = z.array(z.object({ email: z.string(), password: z.string(), note: z.enum(ROLES) }));

const signInFile = () => join(env().MARQUEE_DATA_DIR, "sign-in.json");

function readSignIns(): z.output<typeof SignIns> {
  const text = readIfThere(signInFile());
  return text === undefined ? [] : SignIns.parse(JSON.parse(text));
}

const newSignIns = (demo: boolean): z.output<typeof SignIns> =>
  PEOPLE.slice(0, demo ? PEOPLE.length : 1).map(({ email, role }) => ({ email, password: newPassword(), note: role }));

/** Sixteen letters and digits without the ones that look alike: 91 bits, and fit to be typed. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
  const text = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}
