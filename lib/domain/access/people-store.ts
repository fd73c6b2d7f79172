import { SCOPES_OF_ROLE, type Caller, type Role } from "@/lib/core/caller";
import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import { lockUntilCommit } from "@/lib/infra/lock";
import type { Member } from "./contract";
import { refuseBeyond } from "./key-store";
import { living } from "./password-link-store";
import { lastAdmin, personAboveYou, personNotFound } from "./refusals";

const memberSelect = (now: Date) =>
  ({
    id: true,
    email: true,
    name: true,
    role: true,
    createdAt: true,
    disabledAt: true,
    lastSeenAt: true,
    revision: true,
    _count: { select: { identities: true } },
    // One at most, see `issuePasswordLink`.
    links: { where: living(now), select: { purpose: true, expiresAt: true, mailedAt: true, mailError: true } },
  }) satisfies Prisma.UserSelect;

/** Whoever shows people needs to know whether they have a password; its hash never leaves Postgres for that. */
export type MemberRow = Prisma.UserGetPayload<{ select: ReturnType<typeof memberSelect> }> & {
  readonly hasPassword: boolean;
};

export async function findMembers(
  tx: Tx,
  query: Omit<Prisma.UserFindManyArgs, "select" | "include" | "omit">,
  now: Date,
): Promise<MemberRow[]> {
  const rows = await tx.user.findMany({ ...query, select: memberSelect(now) });
  const among = { id: { in: rows.map(({ id }) => id) } };
  const known = await tx.user.findMany({ where: { ...among, passwordHash: { not: null } }, select: { id: true } });
  const withPassword = new Set(known.map(({ id }) => id));
  return rows.map((row) => ({ ...row, hasPassword: withPassword.has(row.id) }));
}

export function toMember(row: MemberRow): Member {
  const [link] = row.links;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    status: statusOf(row),
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
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

export function statusOf(row: Pick<MemberRow, "disabledAt" | "hasPassword" | "_count">): Member["status"] {
  if (row.disabledAt) return "disabled";
  return row.hasPassword || row._count.identities > 0 ? "active" : "invited";
}

export async function findMember(tx: Tx, id: string, now: Date): Promise<MemberRow> {
  const [row] = isUuid(id) ? await findMembers(tx, { where: { id } }, now) : [];
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

/** Throws `scope_not_held` where the role to give holds more than the caller: a service that manages people makes no admin. */
export const refuseHigherRole = (caller: Caller, role: Role) => refuseBeyond(caller, SCOPES_OF_ROLE[role]);

/** Throws `person_above_you` where the person may do more than the caller, who unmakes no admin either. */
export function refuseAbove({ scopes }: Caller, { role }: { role: Role }): void {
  if (!SCOPES_OF_ROLE[role].every((scope) => scopes.has(scope))) throw personAboveYou();
}

/** Whether one role may do what another may not. */
export const holdsMore = (role: Role, than: Role) =>
  SCOPES_OF_ROLE[role].some((scope) => !SCOPES_OF_ROLE[than].includes(scope));

export const isOneself = (caller: Caller, { id }: { id: string }) => caller.actorId === `user:${id}`;
