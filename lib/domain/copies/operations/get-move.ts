import { operation } from "@/lib/infra/operation";
import { OneMove, StorageMove } from "../contract";
import { findMove, subjectOfMove } from "../store";

export const getMove = operation({
  name: "copies.get-move",
  summary: "Show one move of stored objects: how far it is, and what it met.",
  effect: "reads",
  permission: "storage:manage",
  input: OneMove,
  output: StorageMove,
  refuses: { move_not_found: "not_found" },
  subject: ({ id }) => subjectOfMove(id),
  revisionOf: ({ revision }) => revision,
  run: ({ id }, { tx }) => findMove(tx, id),
});
