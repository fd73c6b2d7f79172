import type { Caller, Scope } from "@/lib/core/caller";
import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import { type ApiKey, type ApiKeySecret, Scope as KnownScope } from "./contract";
import { keyNotFound, scopeNotHeld, secretNotFound } from "./refusals";

const secretSelect = {
  id: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
} satisfies Prisma.ApiKeySecretSelect;

export const keySelect = {
  id: true,
  name: true,
  scopes: true,
  createdAt: true,
  createdBy: true,
  expiresAt: true,
  revokedAt: true,
  revision: true,
  secrets: {
    select: secretSelect,
    // In this order every secret that works comes before every one that does not, so none of them is cut off.
    orderBy: [
      { revokedAt: { sort: "desc", nulls: "first" } },
      { expiresAt: { sort: "desc", nulls: "first" } },
      { createdAt: "desc" },
    ],
    take: 10,
  },
} satisfies Prisma.ApiKeySelect;

type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof keySelect }>;
type SecretRow = KeyRow["secrets"][number];

export function toApiKey(row: KeyRow): ApiKey {
  // Ids grow with time, which tells apart what was made in one moment.
  const secrets = row.secrets.toSorted(
    (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1),
  );
  const uses = secrets.flatMap(({ lastUsedAt }) => lastUsedAt?.getTime() ?? []);
  return {
    id: row.id,
    name: row.name,
    prefix: secrets[0]?.prefix ?? "",
    scopes: knownScopes(row.scopes),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: uses.length === 0 ? null : new Date(Math.max(...uses)).toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
    secrets: secrets.map(toSecret),
    revision: row.revision,
  };
}

const toSecret = (row: SecretRow): ApiKeySecret => ({
  id: row.id,
  prefix: row.prefix,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});

/** Of a key and of a secret alike: neither revoked nor past its end. A service is let in only where both live. */
export const lives = ({ expiresAt, revokedAt }: { expiresAt: Date | null; revokedAt: Date | null }, now: Date) =>
  revokedAt === null && (expiresAt === null || expiresAt > now);

/** A scope that a later version no longer knows grants nothing. */
export const knownScopes = (scopes: readonly string[]) =>
  scopes.flatMap((scope) => KnownScope.safeParse(scope).data ?? []);

async function findKeyRow(tx: Tx, id: string): Promise<KeyRow> {
  const row = isUuid(id) ? await tx.apiKey.findUnique({ where: { id }, select: keySelect }) : null;
  if (!row) throw keyNotFound(id);
  return row;
}

export const findKey = async (tx: Tx, id: string): Promise<ApiKey> => toApiKey(await findKeyRow(tx, id));

/** Nobody hands out a right without holding it, neither in a new key nor by a new secret of an old one. */
export function refuseBeyond({ scopes: held }: Caller, scopes: readonly Scope[]): void {
  const beyond = scopes.find((scope) => !held.has(scope));
  if (beyond) throw scopeNotHeld(beyond);
}

/** The revision a change starts from; whoever else changes the key waits until this transaction ends. */
export async function lockKeyRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM api_keys WHERE id = ${id}::uuid FOR UPDATE`;
  return row?.revision ?? null;
}

/** The key as the last change left it, and nobody changes it before this transaction ends. */
export async function lockKey(tx: Tx, id: string): Promise<KeyRow> {
  await lockKeyRevision(tx, id);
  return findKeyRow(tx, id);
}

/** At most two, because `rotate-api-key` holds the key's row while it counts them. */
export function livingSecrets(tx: Tx, apiKeyId: string, now: Date): Promise<SecretRow[]> {
  return tx.apiKeySecret.findMany({
    where: { apiKeyId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: secretSelect,
  });
}

export async function findSecret(tx: Tx, { id, apiKeyId }: { id: string; apiKeyId: string }): Promise<SecretRow> {
  const row = isUuid(id) ? await tx.apiKeySecret.findFirst({ where: { id, apiKeyId }, select: secretSelect }) : null;
  if (!row) throw secretNotFound(id);
  return row;
}

/** Changes a key that `lockKey` holds. */
export async function changeKey(tx: Tx, id: string, data: Prisma.ApiKeyUpdateInput): Promise<ApiKey> {
  return toApiKey(
    await tx.apiKey.update({ where: { id }, data: { ...data, revision: { increment: 1 } }, select: keySelect }),
  );
}
