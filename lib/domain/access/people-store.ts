import { z } from "zod";
import { SCOPES_OF_ROLE, type Caller, type Role } from "@/lib/core/caller";
import type { Prisma, Tx } from "@/lib/infra/db";
import { lockUntilCommit } from "@/lib/infra/lock";
import type { Member } from "./contract";
import { refuseBeyond } from "./key-store";
import { living } from "./password-link-store";
import { lastAdmin, personNotFound } from "./refusals";

export const memberInclude = (now: Date) =>
  ({
    _count: { select: { identities: true } },
    sessions: { where: { lastSeenAt: { not: null } }, orderBy: { lastSeenAt: "desc" }, take: 1 },
    links: { where: living(now), orderBy: { createdAt: "desc" }, take: 1 },
  }) satisfies Prisma.UserInclude;

export type MemberRow = Prisma.UserGetPayload<{ include: ReturnType<typeof memberInclude> }>;

export function toMember(row: MemberRow): Member {
  const [link] = row.links;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    status: statusOf(row),
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.sessions[0]?.lastSeenAt?.toISOString() ?? null,
    password_link: link
      ? {
          purpose: link.purpose,
          expires_at: link.expiresAt.toISOString(),
          mailed_at: link.mailedAt?.toISOString() ?? null,
          mail_error: link.mailError,
        }
      : null,
    revision: row.revision,
  };
}

export function statusOf(row: Pick<MemberRow, "disabledAt" | "passwordHash" | "_count">): Member["status"] {
  if (row.disabledAt) return "disabled";
  return row.passwordHash !== null || row._count.identities > 0 ? "active" : "invited";
}

export async function findMember(tx: Tx, id: string, now: Date): Promise<MemberRow> {
  const row = isUuid(id) ? await tx.user.findUnique({ where: { id }, include: memberInclude(now) }) : null;
  if (!row) throw personNotFound(id);
  return row;
}

/** The same, and nobody else changes this person, signs them in or uses a link of theirs until the transaction ends. */
export async function lockPerson(tx: Tx, id: string, now: Date): Promise<MemberRow> {
  await lockPersonRow(tx, id);
  return findMember(tx, id, now);
}

export async function lockPersonRow(tx: Tx, id: string): Promise<void> {
  if (isUuid(id)) await tx.$queryRaw`SELECT id FROM users WHERE id = ${id}::uuid FOR UPDATE`;
}

/** The revision a change starts from. Locks in the order of the changes themselves, so that two never wait for each other. */
export async function lockPersonRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  await lockAdmins(tx);
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  return row?.revision ?? null;
}

/**
 * Held by everything that may leave the desk with one admin less, and taken before any person's row: of
 * two admins who demote each other at once, the second looks when the first is done.
 */
export const lockAdmins = (tx: Tx) => lockUntilCommit(tx, "admins");

/** Throws `last_admin` where this person is the only admin who can sign in. Under `lockAdmins`. */
export async function keepAnAdmin(tx: Tx, person: MemberRow): Promise<void> {
  if (person.role !== "admin" || statusOf(person) !== "active") return;
  const others = await tx.user.count({
    where: {
      id: { not: person.id },
      role: "admin",
      disabledAt: null,
      OR: [{ passwordHash: { not: null } }, { identities: { some: {} } }],
    },
  });
  if (others === 0) throw lastAdmin();
}

/** Throws where the role holds more than the caller: a service that manages people makes no admin, and unmakes none. */
export const refuseHigherRole = (caller: Caller, role: Role) => refuseBeyond(caller, SCOPES_OF_ROLE[role]);

export const isOneself = (caller: Caller, { id }: { id: string }) => caller.actorId === `user:${id}`;

const isUuid = (text: string) => z.uuid().safeParse(text).success;
