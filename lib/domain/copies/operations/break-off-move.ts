import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { StorageMove } from "../contract";
import { MOVE_MOVES } from "../lifecycle";
import { moveTakenOver } from "../refusals";
import { findMove, subjectOfMove } from "../store";

/** To go on would lose films: the worker stops the move, and its row says why. */
export const breakOffMove = operation({
  name: "copies.break-off-move",
  summary: "Stop a move of stored objects that would lose films.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ id: z.string(), trouble: z.string() }),
  output: StorageMove,
  subject: ({ id }) => subjectOfMove(id),

  async run({ id, trouble }, { tx, now }) {
    const { from, to } = MOVE_MOVES.stop;
    const { count } = await tx.storageMove.updateMany({
      where: { id, status: { in: [...from] } },
      data: { status: to, trouble, endedAt: now, movedAt: now, revision: { increment: 1 } },
    });
    if (count === 0) throw moveTakenOver();
    return findMove(tx, id);
  },
});
