import { db, type Tx } from "@/lib/infra/db";
import type { Patience } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import type { RouteTest } from "./contract";
import { standingOf, subjectOfNotice } from "./notices";

/** How often the row is looked at even when no signal comes. */
const LOOK_EVERY_MS = 1000;

/** Waits until a test went out or did not, or the caller's patience ends. Reads only. */
export async function settleTest(asked: RouteTest, { waitMs }: Patience): Promise<RouteTest> {
  const deadline = Date.now() + waitMs;
  let test = asked;
  while (test.state === "waiting" && Date.now() < deadline) {
    await waitForSignal(subjectOfNotice(asked.id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    test = await findTest(db(), asked.id, new Date());
  }
  return test;
}

export async function findTest(tx: Tx, id: string, now: Date): Promise<RouteTest> {
  const row = await tx.alertNotice.findUniqueOrThrow({ where: { id } });
  const { due_at: _due, ...standing } = standingOf(row, now);
  return { id, route_id: row.routeId, ...standing };
}
