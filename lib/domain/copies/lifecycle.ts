import type { Moves } from "@/lib/core/lifecycle";
import type { MoveStatus } from "./contract";

/** What can happen to a move of a store's objects. A finished one is resumed for the films it had to leave behind. */
export const MOVE_MOVES = {
  stop: { from: ["running"], to: "stopped" },
  finish: { from: ["running"], to: "finished" },
  resume: { from: ["stopped", "finished"], to: "running" },
} as const satisfies Moves<MoveStatus>;

export type MoveMove = keyof typeof MOVE_MOVES;

/** Whether going on is worth a button: something was left. */
export const hasRest = ({ status, failed }: { status: MoveStatus; failed: number }) =>
  status === "stopped" || (status === "finished" && failed > 0);
