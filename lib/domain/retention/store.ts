import type { Prisma, Tx } from "@/lib/infra/db";
import type { Work } from "@/lib/infra/work";
import type { Need, StagingCopy } from "./contract";
import { reasonsToKeep, type Reason } from "./needs";
import { stagingCopyNotFound, stagingGone, stagingHeld, stagingNeeded } from "./refusals";
import { stateOf } from "./rules";

const stagingInclude = {
  delivery: { select: { videoId: true, projectId: true, video: { select: { title: true } } } },
} satisfies Prisma.StagingCopyInclude;

type StagingRow = Prisma.StagingCopyGetPayload<{ include: typeof stagingInclude }>;

export const subjectOf = (id: string) => `delivery:${id}`;

/** The staging copies of a query, each with what still needs it. */
export async function findStagingCopies(
  { tx, now }: Pick<Work, "tx" | "now">,
  query: Omit<Prisma.StagingCopyFindManyArgs, "select" | "include" | "omit">,
  reasons: readonly Reason[],
): Promise<StagingCopy[]> {
  const rows = await tx.stagingCopy.findMany({ ...query, include: stagingInclude });
  const needs = await needsOf(tx, rows, reasons);
  return rows.map((row) => toStagingCopy(row, { now, needs: needs.get(row.deliveryId) ?? [] }));
}

export async function findStagingCopy(work: Work, id: string): Promise<StagingCopy> {
  const [copy] = await findStagingCopies(work, { where: { deliveryId: id } }, await reasonsToKeep(work));
  if (!copy) throw stagingCopyNotFound(id);
  return copy;
}

/** Each reason is asked once for all of them. What is gone is needed by nobody. */
async function needsOf(tx: Tx, rows: readonly StagingRow[], reasons: readonly Reason[]): Promise<Map<string, Need[]>> {
  const there = rows.filter(({ droppedAt }) => droppedAt === null).map(({ deliveryId }) => deliveryId);
  const found = new Map<string, Need[]>();
  if (there.length === 0) return found;
  for (const { code, detail, where } of reasons) {
    const needy = await tx.stagingCopy.findMany({
      where: { AND: [{ deliveryId: { in: there } }, where] },
      select: { deliveryId: true },
    });
    for (const { deliveryId } of needy) found.set(deliveryId, [...(found.get(deliveryId) ?? []), { code, detail }]);
  }
  return found;
}

function toStagingCopy(row: StagingRow, { now, needs }: { now: Date; needs: Need[] }): StagingCopy {
  return {
    audit_log_id: row.deliveryId,
    video_id: row.delivery.videoId,
    project_id: row.delivery.projectId,
    title: row.delivery.video.title,
    bytes: Number(row.bytes),
    state: stateOf(row, { needed: needs.length > 0, now }),
    kept_at: row.keptAt.toISOString(),
    drop_at: row.dropAt.toISOString(),
    held:
      row.heldAt === null
        ? null
        : { by: row.heldBy ?? "somebody", at: row.heldAt.toISOString(), reason: row.holdReason ?? "" },
    needed_by: needs,
    dropped_at: row.droppedAt?.toISOString() ?? null,
    dropped_by: row.droppedBy,
    revision: row.revision,
  };
}

/** The refusal of somebody who would delete it now; null where it may go. */
export function whyNot(copy: StagingCopy) {
  if (copy.state === "dropped") return stagingGone();
  if (copy.held !== null) return stagingHeld(copy.held);
  return copy.needed_by.length > 0 ? stagingNeeded(copy.needed_by) : null;
}

/** The revision a change starts from; whoever else changes it waits until this transaction ends. */
export async function lockStagingRevision(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM staging_copies WHERE delivery_id = ${id} FOR UPDATE`;
  return row?.revision ?? null;
}

/** The same for many at once, in the order of their ids, so that two who do this never wait for each other. */
export async function lockStagingCopies(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT delivery_id FROM staging_copies WHERE delivery_id = ANY(${[...ids]}) ORDER BY delivery_id FOR UPDATE`;
}
