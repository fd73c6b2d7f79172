import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { OneMove, StorageMove } from "../contract";
import { moveObjects } from "../jobs";
import { MOVE_MOVES } from "../lifecycle";
import { moveClosed, moveRunning } from "../refusals";
import {
  findMove,
  findMoveRow,
  lockMoveRevision,
  MOVES_LOCK,
  refuseUnknownStores,
  sizeOfMove,
  subjectOfMove,
} from "../store";

/** What was left behind is tried again too: it begins at the first film once more, and what is done is not done twice. */
export const resumeMove = operation({
  name: "copies.resume-move",
  summary: "Go on with a move that has ended: with what was left behind, and what has come since.",
  effect: "writes",
  permission: "storage:manage",
  input: OneMove,
  output: StorageMove,
  refuses: {
    move_not_found: "not_found",
    invalid_state_transition: "conflict",
    move_running: "conflict",
    store_unknown: "invalid",
  },
  subject: ({ id }) => subjectOfMove(id),

  async run({ id }, work) {
    const { tx, now } = work;
    await lockUntilCommit(tx, MOVES_LOCK);
    const row = await findMoveRow(tx, id);
    const running = await tx.storageMove.findFirst({ where: { status: "running" }, select: { id: true } });
    if (running) throw running.id === id ? moveClosed("resume", row.status) : moveRunning(running.id);
    refuseUnknownStores([row.source, row.target]);
    const { count: left, bytes: leftBytes } = await sizeOfMove(tx, row);
    const { count } = await tx.storageMove.updateMany({
      where: { id, status: { in: [...MOVE_MOVES.resume.from] } },
      data: {
        status: MOVE_MOVES.resume.to,
        total: row.done + left,
        totalBytes: row.doneBytes + leftBytes,
        failed: 0,
        trouble: null,
        cursor: null,
        movedAt: now,
        endedAt: null,
        revision: { increment: 1 },
      },
    });
    if (count === 0) throw moveClosed("resume", row.status);
    await work.enqueue(moveObjects, { move_id: id }, { key: id });
    return findMove(tx, id);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockMoveRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx }) => findMove(tx, id) },
});
