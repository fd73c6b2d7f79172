import { db, type Tx } from "@/lib/infra/db";
import type { Patience } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import type { ChannelTest } from "./contract";
import { channelSubject } from "./events";
import { findChannelRow } from "./store";

/** How often the row is looked at even when no signal comes. */
const LOOK_EVERY_MS = 1000;

/** Waits until the test that was asked for is over, or the caller's patience ends. Reads only. */
export async function settleTest(asked: ChannelTest, { waitMs }: Patience): Promise<ChannelTest> {
  const deadline = Date.now() + waitMs;
  let test = asked;
  while (test.state === "waiting" && Date.now() < deadline) {
    await waitForSignal(channelSubject(asked.id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
    test = await findTest(db(), asked);
  }
  return test;
}

/** How the test that was asked for then fared: the row keeps what came of the last one. */
export async function findTest(
  tx: Tx,
  { id, asked_at }: { readonly id: string; readonly asked_at: string },
): Promise<ChannelTest> {
  const { checkedAt, checkTrouble } = await findChannelRow(tx, id);
  if (checkedAt === null || checkedAt < new Date(asked_at))
    return { id, asked_at, state: "waiting", sentence: "The worker has not looked yet." };
  return checkTrouble === null
    ? { id, asked_at, state: "fine", sentence: "The channel works." }
    : { id, asked_at, state: "trouble", sentence: checkTrouble };
}
