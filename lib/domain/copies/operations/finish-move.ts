import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { StorageMove } from "../contract";
import { MOVE_MOVES } from "../lifecycle";
import { moveTakenOver } from "../refusals";
import { findMove, findMoveRow, subjectOfMove } from "../store";

/** No film is left that the move has not seen. What it found there already was nothing to do. */
export const finishMove = operation({
  name: "copies.finish-move",
  summary: "End a move of stored objects that has seen to every film.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ id: z.string(), after: z.string().nullable() }),
  output: StorageMove,
  subject: ({ id }) => subjectOfMove(id),

  async run({ id, after }, { tx, now }) {
    const { done, failed, doneBytes, totalBytes } = await findMoveRow(tx, id);
    const { count } = await tx.storageMove.updateMany({
      where: { id, status: { in: [...MOVE_MOVES.finish.from] }, cursor: after, done, failed },
      data: {
        status: MOVE_MOVES.finish.to,
        total: done + failed,
        totalBytes: failed === 0 ? doneBytes : totalBytes,
        endedAt: now,
        movedAt: now,
        revision: { increment: 1 },
      },
    });
    if (count === 0) throw moveTakenOver();
    return findMove(tx, id);
  },
});
