import { rewrapSecrets, secretSubject } from "@/lib/domain/access/operations/rewrap-secrets";
import { db } from "@/lib/infra/db";
import { REPETITIONS_KEPT_FOR } from "@/lib/infra/idempotency";
import { sealedPerKid, type SealedCount } from "@/lib/infra/rewrap";
import { kidsOfRing } from "@/lib/infra/secrets";

/** Says what each secret of the ring is still needed for, and which may be dropped. */
export async function tellSecretsStatus(tell: (line: string) => void): Promise<void> {
  const [newest = "", ...older] = kidsOfRing();
  const sealed = await sealedPerKid(db());
  const since = await newestSince(newest);
  const signed = await signedBefore(since, new Date());
  tell(`The ring, newest first: ${[newest, ...older].join(", ")}. ${newest} signs and seals.`);
  tell("Sealed values:");
  for (const line of sealed.length > 0 ? sealed.map(sealedLine) : ["none"]) tell(`  ${line}`);
  tell(`Signed before ${newest}, as far as the time tells, and still of use:`);
  for (const { what, count, until } of signed) {
    tell(`  ${what}: ${count}${until ? `, the last until ${until.toISOString()}` : ""}`);
  }
  const signIns = await db().session.count({
    where: { revokedAt: null, createdAt: { lt: since }, expiresAt: { gt: new Date() } },
  });
  tell(`Sign-ins from before: ${signIns}. Once their secret is dropped, those people sign in again.`);
  tell("Cursors of lists are not kept: once their secret is dropped, a list that is being paged through begins anew.");

  for (const kid of older) tell(`${kid}: ${verdict(kid, sealed, signed)}`);
  const lost = new Set(sealed.map(({ kid }) => kid).filter((kid) => kid !== newest && !older.includes(kid)));
  for (const kid of lost) tell(`${kid}: not in the ring, so what it sealed cannot be opened.`);
}

const sealedLine = ({ column, kid, newest, count }: SealedCount) =>
  `${column.table}.${column.column} under ${kid}: ${count}${newest ? "" : ", waiting for rewrap"}`;

interface Signed {
  readonly what: string;
  readonly count: number;
  readonly until: Date | null;
}

/**
 * From when on everything was signed under the newest secret. Tokens are not kept, so the time
 * decides: web and worker were started anew before the first rewrap under it. Now, where there was none.
 */
async function newestSince(newest: string): Promise<Date> {
  const first = await db().auditEntry.findFirst({
    where: { operation: rewrapSecrets.name, subject: secretSubject(newest), outcome: "done" },
    orderBy: { at: "asc" },
    select: { at: true },
  });
  return first?.at ?? new Date();
}

/** What still counts and may bear an older secret. */
async function signedBefore(since: Date, now: Date): Promise<Signed[]> {
  const createdAt = { lt: since };
  const living = { revokedAt: null, expiresAt: { gt: now }, createdAt };
  const [links, passwordLinks, requests] = await Promise.all([
    db().link.aggregate({ where: living, _count: true, _max: { expiresAt: true } }),
    db().passwordLink.aggregate({ where: { ...living, usedAt: null }, _count: true, _max: { expiresAt: true } }),
    db().idempotencyRecord.aggregate({ where: { createdAt }, _count: true, _max: { createdAt: true } }),
  ]);
  const newestRequest = requests._max.createdAt;
  return [
    { what: "downloads", count: links._count, until: links._max.expiresAt },
    { what: "invitations and resets", count: passwordLinks._count, until: passwordLinks._max.expiresAt },
    {
      what: "requests that a repetition is recognised by",
      count: requests._count,
      until: newestRequest && new Date(newestRequest.getTime() + REPETITIONS_KEPT_FOR),
    },
  ];
}

function verdict(kid: string, sealed: readonly SealedCount[], signed: readonly Signed[]): string {
  const values = sealed.filter((count) => count.kid === kid).reduce((sum, { count }) => sum + count, 0);
  if (values > 0) return `needed for ${values} sealed values. Run "npm run secrets -- rewrap".`;
  const until = Math.max(0, ...signed.map((links) => links.until?.getTime() ?? 0));
  if (until > 0)
    return `keep it until ${new Date(until).toISOString()}, when the last thing it may have signed is over.`;
  return "may be dropped from the ring.";
}
