import { z } from "zod";
import { db } from "@/lib/infra/db";
import type { Person } from "./contract";
import { passwordFits } from "./passwords";

/** Whose password this is: the person's id, or null. Takes the same time for a wrong password and for nobody at all. */
export async function provePassword({ email, password }: { email: string; password: string }): Promise<string | null> {
  const user = await db().user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  return (await passwordFits(user?.passwordHash ?? null, password)) ? (user?.id ?? null) : null;
}

/** Whose session this is, read anew on every request: revoking it or changing a role works at once. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  if (!z.uuid().safeParse(sessionId).success) return null;
  const session = await db().session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  const { id, email, name, role } = session.user;
  return { id, email, name, role };
}
