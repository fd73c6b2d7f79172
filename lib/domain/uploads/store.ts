import type { z } from "zod";
import type { Tx, Prisma } from "@/lib/infra/db";
import { uploadSize } from "@/lib/infra/staging/upload-path";
import type { Upload } from "./contract";
import { uploadNotFound } from "./refusals";

type Row = Prisma.UploadGetPayload<object>;

/** Whose it is, and when it is asked for: one that is over is nobody's any more. */
interface Whose {
  readonly actorId: string;
  readonly now: Date;
}

/** What somebody still has on the desk. */
export const standing = ({ actorId, now }: Whose) => ({ actorId, removedAt: null, expiresAt: { gt: now } });

/** How an upload is named in the audit trail. */
export const subjectOf = (id: string) => `upload:${id}`;

/**
 * An upload of this caller's. Another's is not there for them, and what names none is not looked for.
 * Throws `upload_not_found`.
 */
export async function findUpload(tx: Tx, { id, ...whose }: Whose & { readonly id: string }) {
  const row = await tx.upload.findFirst({ where: { id, ...standing(whose) } });
  if (!row) throw uploadNotFound(id);
  return toUpload(row);
}

/** How far an upload is, is the length of its file: what a dead process had no time to note counts too. */
export async function toUpload(row: Row): Promise<z.input<typeof Upload>> {
  return {
    id: row.id,
    file_name: row.fileName,
    bytes: Number(row.bytes),
    bytes_received: await uploadSize(row.id),
    created_at: row.createdAt.toISOString(),
    completed_at: row.completedAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
    delivery_id: row.deliveryId,
    source: `upload:${row.id}`,
  };
}

/** How many bytes the uploads that are under way still lack, whosever they are: the room for them is spoken for. */
export async function promisedBytes(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.upload.findMany({
    where: { completedAt: null, removedAt: null, expiresAt: { gt: now } },
    select: { id: true, bytes: true },
  });
  const lacking = await Promise.all(rows.map(async ({ id, bytes }) => Number(bytes) - (await uploadSize(id))));
  return lacking.reduce((sum, some) => sum + some, 0);
}

/** Whether a delivery is taking it: queued, fetching or verifying, with this upload as its source. */
export async function isInUse(tx: Tx, id: string): Promise<boolean> {
  const status = { in: ["queued" as const, "fetching" as const, "verifying" as const] };
  return (await tx.delivery.count({ where: { sourceUrl: `upload:${id}`, status } })) > 0;
}
