import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { DAY } from "@/lib/core/time";
import { db, type Tx } from "./db";
import { sign, verify } from "./secrets";

/** A request that named itself: the key it sent, and the address it was sent to (method and path). */
export interface NamedRequest {
  readonly key: string;
  readonly address: string;
}

/** What is kept of the first answer: enough to give it again, and nothing that could be a secret. */
export interface Outcome {
  readonly status: number;
  readonly subjectId: string;
}

/** How long a repetition is recognised. */
export const REPETITIONS_KEPT_FOR = 7 * DAY;

/** A request as the table knows it. */
interface Claim {
  readonly id: { readonly actorId: string; readonly address: string; readonly key: string };
  /** Everything that makes another request the same one, as canonical JSON. */
  readonly text: string;
  /** `kid.mac` of it. Keyed, because a request may hold a password, and a plain hash of one can be guessed from a stolen table. */
  readonly fingerprint: string;
}

export function claimOf({ key, address }: NamedRequest, { caller, input }: { caller: Caller; input: unknown }): Claim {
  const { actorId, onBehalfOf } = caller;
  const text = canonicalJson({ input, onBehalfOf });
  const { kid, mac } = sign("fingerprint", text);
  // Strangers have no name to keep them apart: each meets nobody but whoever asks the very same.
  const owner = actorId === "anonymous" ? `anonymous:${mac}` : actorId;
  return { id: { actorId: owner, address, key }, text, fingerprint: `${kid}.${mac}` };
}

/**
 * Claims the request within the transaction of its effect (standard 2.5). Null for the first, which
 * goes on and calls `keepOutcome`; the outcome of the first for a repetition. One that comes while the
 * first is under way waits for that transaction here. Throws `idempotency_key_reused` where the
 * same key came with another request.
 */
export async function claimRequest(tx: Tx, { id, text, fingerprint }: Claim, now: Date): Promise<Outcome | null> {
  const { count } = await tx.idempotencyRecord.createMany({
    data: { ...id, fingerprint: Buffer.from(fingerprint), status: 0, subjectId: "", createdAt: now },
    skipDuplicates: true,
  });
  if (count === 1) return null;
  const kept = await tx.idempotencyRecord.findUniqueOrThrow({ where: { actorId_address_key: id } });
  const [kid = "", mac = ""] = Buffer.from(kept.fingerprint).toString().split(".");
  if (!verify("fingerprint", text, { kid, mac }))
    throw new Refusal(
      "unprocessable",
      "idempotency_key_reused",
      "This Idempotency-Key came with another request before. Use a new one for a new request.",
    );
  return { status: kept.status, subjectId: kept.subjectId };
}

/** Fills in what came of the request, in the same transaction. */
export async function keepOutcome(tx: Tx, { id }: Claim, outcome: Outcome): Promise<void> {
  await tx.idempotencyRecord.update({ where: { actorId_address_key: id }, data: outcome });
}

/** Forgets requests that nobody repeats any more. */
export async function sweepIdempotencyRecords(now = new Date()): Promise<void> {
  await db().idempotencyRecord.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - REPETITIONS_KEPT_FOR) } },
  });
}

/** JSON with the keys of every object in order, so that the same request reads the same however it was written. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
