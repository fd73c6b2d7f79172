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

/**
 * Claims the request within the transaction of its effect (standard 2.5). Null for the first, which
 * goes on and calls `keepOutcome`; the outcome of the first for a repetition. One that comes while the
 * first is under way waits for that transaction here. Throws `idempotency_key_reused` where the
 * same key came with another request.
 */
export async function claimRequest(
  tx: Tx,
  { key, address }: NamedRequest,
  { caller, input, now }: { caller: Caller; input: unknown; now: Date },
): Promise<Outcome | null> {
  const { actorId, onBehalfOf } = caller;
  const request = canonicalJson({ input, onBehalfOf });
  const { count } = await tx.idempotencyRecord.createMany({
    data: { actorId, address, key, fingerprint: fingerprintOf(request), status: 0, subjectId: "", createdAt: now },
    skipDuplicates: true,
  });
  if (count === 1) return null;
  const kept = await tx.idempotencyRecord.findUniqueOrThrow({
    where: { actorId_address_key: { actorId, address, key } },
  });
  if (!isFingerprintOf(request, kept.fingerprint))
    throw new Refusal(
      "unprocessable",
      "idempotency_key_reused",
      "This Idempotency-Key came with another request before. Use a new one for a new request.",
    );
  return { status: kept.status, subjectId: kept.subjectId };
}

/** Fills in what came of the request, in the same transaction. */
export async function keepOutcome(
  tx: Tx,
  { key, address }: NamedRequest,
  { caller: { actorId }, ...outcome }: Outcome & { caller: Caller },
): Promise<void> {
  await tx.idempotencyRecord.update({ where: { actorId_address_key: { actorId, address, key } }, data: outcome });
}

/** Forgets requests that nobody repeats any more. */
export async function sweepIdempotencyRecords(now = new Date()): Promise<void> {
  await db().idempotencyRecord.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - REPETITIONS_KEPT_FOR) } },
  });
}

/** Keyed, because a request may hold a password, and a plain hash of one can be guessed from a stolen table. */
function fingerprintOf(request: string): Buffer<ArrayBuffer> {
  const { kid, mac } = sign("fingerprint", request);
  return Buffer.from(`${kid}.${mac}`);
}

function isFingerprintOf(request: string, fingerprint: Uint8Array): boolean {
  const [kid = "", mac = ""] = Buffer.from(fingerprint).toString().split(".");
  return verify("fingerprint", request, { kid, mac });
}

/** JSON with the keys of every object in order, so that the same request reads the same however it was written. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
