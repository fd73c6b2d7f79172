import type { Patience } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import { findCheck, subjectOfCheck } from "./check-store";
import type { CheckAnswer } from "./contract";

/** How often the row is looked for even when no signal comes. */
const LOOK_EVERY_MS = 1000;

/** Waits until the check is done or the caller's patience ends; then it is answered as asked for. Reads only. */
export async function settleCheck(asked: CheckAnswer, { waitMs }: Patience): Promise<CheckAnswer> {
  const deadline = Date.now() + waitMs;
  let answer = asked;
  while (!isDone(answer) && Date.now() < deadline) {
    await waitForSignal(subjectOfCheck(asked.id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    answer = (await findCheck(asked.id)) ?? answer;
  }
  return answer;
}

export const isDone = (answer: CheckAnswer) => "state" in answer;
