import type { z } from "zod";
import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import type { Prisma, Tx } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import type { Session, SessionPage } from "./contract";
import { deviceOf } from "./device";

export const openSessions = (userId: string, now: Date) =>
  ({ userId, revokedAt: null, expiresAt: { gt: now } }) satisfies Prisma.SessionWhereInput;

/** A page of the sessions that somebody is signed in with, newest first. */
export async function pageOfSessions(
  { tx, caller, now }: Work,
  { userId, limit, cursor }: { userId: string; limit: number; cursor?: string | undefined },
): Promise<z.infer<typeof SessionPage>> {
  const rows = await tx.session.findMany({
    where: { AND: [openSessions(userId, now), cursor ? behind(readCursor(LIST, cursor)) : {}] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = cutPage(LIST, rows, limit);
  return { items: page.rows.map((row) => toSession(row, caller)), next_cursor: page.next_cursor };
}

const LIST = "sessions";

function toSession(row: Prisma.SessionGetPayload<object>, caller: Caller): Session {
  return {
    id: row.id,
    method: row.method === "oidc" ? "oidc" : "password",
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
    address: row.address,
    device: deviceOf(row.userAgent),
    current: row.id === caller.sessionId,
  };
}

/** Ends a person's sessions, but for the one to keep; from the next request on they are worth nothing. Says how many. */
export async function endSessions(
  tx: Tx,
  { userId, keep = null, now }: { userId: string; keep?: string | null; now: Date },
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...openSessions(userId, now), ...(keep === null ? {} : { id: { not: keep } }) },
    data: { revokedAt: now },
  });
  return count;
}

/** Whose account it is that a caller looks after: a signed-in person's own. */
export function personIdOf(caller: Caller): string {
  const id = personOf(caller);
  if (id === null) throw new Refusal("forbidden", "forbidden", "Only a person who is signed in has an account.");
  return id;
}

/** The signed-in person behind a call; null for a key, for a stranger and for the desk itself. */
export const personOf = ({ actorId }: Pick<Caller, "actorId">) => /^user:(.+)$/.exec(actorId)?.[1] ?? null;
