import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { StartMove, StorageMove } from "../contract";
import { moveObjects } from "../jobs";
import { moveRunning, sameStore } from "../refusals";
import { findMove, MOVES_LOCK, refuseUnknownStores, sizeOfMove, subjectOfMove, toMove } from "../store";

export const startMove = operation({
  name: "copies.start-move",
  summary: "Begin to bring every object of one store into another.",
  effect: "writes",
  permission: "storage:manage",
  input: StartMove,
  output: StorageMove,
  refuses: { store_unknown: "invalid", same_store: "invalid", move_running: "conflict" },
  answers: { 201: "It is under way; Location says where to look." },
  subject: (_input, output) => (output ? subjectOfMove(output.id) : "storage-moves"),

  async run({ source, target, remove_source: removeSource }, work) {
    const { tx, now, caller } = work;
    refuseUnknownStores([source, target]);
    if (source === target) throw sameStore();
    await lockUntilCommit(tx, MOVES_LOCK);
    const running = await tx.storageMove.findFirst({ where: { status: "running" }, select: { id: true } });
    if (running) throw moveRunning(running.id);
    const ends = { source, target, removeSource };
    const { count: total, bytes: totalBytes } = await sizeOfMove(tx, ends);
    const row = await tx.storageMove.create({
      data: { ...ends, total, totalBytes, createdAt: now, createdBy: caller.actorName },
    });
    await work.enqueue(moveObjects, { move_id: row.id }, { key: row.id });
    return toMove(row);
  },

  revisionOf: ({ revision }) => revision,
  respond: ({ id }) => ({ status: 201, headers: { location: `/api/v1/storage-moves/${id}` } }),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx }) => findMove(tx, id) },
});
