import { z } from "zod";
import { DeliveryId } from "@/lib/domain/deliveries/contract";
import { subjectOf } from "@/lib/domain/deliveries/store";
import type { Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { lastCopy } from "../refusals";
import { findMoveRow, type MoveRow } from "../store";
import { keepCopy } from "./keep-copy";

/**
 * One film of a move is done: the target's copy is on record, the source's is not where it went, and the
 * move's row says so. A move that was stopped, or that another worker goes on with, counts nothing more; but what
 * has happened to the files is kept on record all the same, or a copy that is gone would stay "verified".
 */
export const noteMoved = operation({
  name: "copies.note-moved",
  summary: "Note that a move has brought one film into its target.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({
    move_id: z.string(),
    id: DeliveryId,
    /** Where the move's row stood when this film's turn came. */
    after: z.string().nullable(),
    bytes: z.int(),
    /** The target's new copy; null where it is on record already. */
    stored: z.strictObject({ key: z.string(), location: z.string() }).nullable(),
  }),
  output: z.strictObject({ counted: z.boolean() }),
  subject: ({ id }) => subjectOf(id),

  async run({ move_id: moveId, id, after, bytes, stored }, work) {
    const { tx, now } = work;
    const { count } = await tx.storageMove.updateMany({
      where: { id: moveId, status: "running", cursor: after },
      data: { cursor: id, done: { increment: 1 }, doneBytes: { increment: bytes }, movedAt: now },
    });
    const move = await findMoveRow(tx, moveId);
    if (stored) await work.also(keepCopy, { id, store: move.target, ...stored });
    if (move.removeSource) await takeOffRecord(tx, { id, move });
    return { counted: count === 1 };
  },
});

/** The record of a copy goes where another one is verified; what people read as its place is then the other's. */
async function takeOffRecord(tx: Tx, { id, move }: { id: string; move: MoveRow }): Promise<void> {
  const copies = await tx.copy.findMany({ where: { deliveryId: id } });
  const source = copies.find(({ store }) => store === move.source);
  const target = copies.find(({ store, state }) => store === move.target && state === "verified");
  if (!source) return;
  if (!target) throw lastCopy();
  await tx.copy.delete({ where: { deliveryId_store: { deliveryId: id, store: move.source } } });
  await tx.delivery.updateMany({
    where: { id, storageLocation: source.location },
    data: { storageLocation: target.location, revision: { increment: 1 } },
  });
}
