import { operation } from "@/lib/infra/operation";
import { OneMove, StorageMove } from "../contract";
import { MOVE_MOVES } from "../lifecycle";
import { findMove, findMoveRow, lockMoveRevision, subjectOfMove } from "../store";

export const stopMove = operation({
  name: "copies.stop-move",
  summary: "Stop a move of stored objects. What was moved stays moved, and it can be resumed.",
  effect: "writes",
  permission: "storage:manage",
  input: OneMove,
  output: StorageMove,
  refuses: { move_not_found: "not_found" },
  subject: ({ id }) => subjectOfMove(id),

  async run({ id }, { tx, now }) {
    await findMoveRow(tx, id);
    const { from, to } = MOVE_MOVES.stop;
    // One that has ended meanwhile is answered as it is: whoever stops it wants no more than that.
    await tx.storageMove.updateMany({
      where: { id, status: { in: [...from] } },
      data: { status: to, endedAt: now, revision: { increment: 1 } },
    });
    return findMove(tx, id);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockMoveRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx }) => findMove(tx, id) },
});
