import { db } from "@/lib/infra/db";
import type { Patience } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import type { CheckAnswer } from "./contract";
import { subjectOfCheck, toCheck } from "./store";

/** How often the row is looked for even when no signal comes. */
const LOOK_EVERY_MS = 1000;

/** Waits until the check is done or the caller's patience ends; then it is answered as asked for. Reads only. */
export async function settleCheck(asked: CheckAnswer, { waitMs }: Patience): Promise<CheckAnswer> {
  const deadline = Date.now() + waitMs;
  let answer = asked;
  while (!isDone(answer) && Date.now() < deadline) {
    await waitForSignal(subjectOfCheck(asked.id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    const row = await db().auditCheck.findUnique({ where: { id: asked.id } });
    if (row) answer = toCheck(row);
  }
  return answer;
}

export const isDone = (answer: CheckAnswer) => "intact" in answer;
