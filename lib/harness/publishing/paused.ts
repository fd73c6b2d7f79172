import { setTimeout as pause } from "node:timers/promises";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { LEASE_MS, onStage } from "./on-stage";
import { openPosting, type Assigned } from "./posting";
import { countPosts, settleByHand } from "./settle";
import { hire, openCrew, type Worker } from "./workers";

const STOPS = { full: 200, short: 2 };
/** So many are put to sleep at once; one more stays awake and takes over what they hold. */
const ASLEEP = 3;
const POSTS = 16;
const DUE_MS = 5000;
/** Apart, so that at any moment some are begun and not sent. */
const APART_MS = 40;
/** Longer than a look of the one that is awake could lead to another try: whatever is posted now, a sleeper has sent. */
const LANDS_S = 4;
const AWAKE_MS = 1500;
const PATIENCE_S = 120;

export const paused: Proof = {
  name: "paused",
  promise: "a worker that slept past its lease with a request in its hand wakes up and sends nothing",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const channels = await posting.channels({ ways: ["search"], each: 1, lands: LANDS_S });
    const assigned: Assigned[] = [];
    let [stops, caught] = [0, 0];
    const awake = await openCrew(desk, { size: 1 });
    try {
      for (let round = 0; stops < STOPS[size] && round < 2 * STOPS[size]; round += 1) {
        const sleepers = Array.from({ length: ASLEEP }, () => hire(desk));
        await Promise.all(sleepers.map(({ ready }) => ready));
        const made = await posting.assign(channels, { rounds: POSTS, dueInMs: (at) => DUE_MS + at * APART_MS });
        assigned.push(...made);
        const held = await sleepAtTheBrink(desk, sleepers, made);
        stops += held.workers;
        caught += held.posts.length;
        await pause(LEASE_MS + POSTS * APART_MS + 500);
        const before = commitsOf(held.posts);
        for (const worker of sleepers) worker.signal("SIGCONT");
        await pause(AWAKE_MS);
        const sent = commitsOf(held.posts) - before;
        ledger.look("nothing is sent by one that wakes up", sent === 0, `${sent} of ${held.posts.length}`);
        for (const worker of sleepers) worker.signal("SIGKILL");
        await Promise.all(sleepers.map(({ ended }) => ended));
      }
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S));
    } finally {
      await awake.dismiss();
    }
    await countPosts(ledger, desk, assigned);
    ledger.look("workers were put to sleep right before they sent", stops >= STOPS[size], `${stops}`);
    ledger.figure("workers put to sleep", stops);
    ledger.figure("posts in their hands", caught);
    return ledger.outcome();
  },
};

/** Puts them to sleep as soon as one of them has written down an intent. Returns what they hold, begun and not sent. */
async function sleepAtTheBrink(
  desk: Pick<HarnessDesk, "sql">,
  sleepers: readonly Worker[],
  assigned: readonly Assigned[],
): Promise<{ workers: number; posts: readonly string[] }> {
  const deadline = Date.now() + DUE_MS + 10_000;
  while ((await sendingOf(desk, assigned)).length < ASLEEP && Date.now() < deadline) await pause(10);
  for (const worker of sleepers) worker.signal("SIGSTOP");
  // The one that is awake sends what it has in its hand; what stays begun is the sleepers'.
  await pause(1000);
  const begun = (await sendingOf(desk, assigned)).filter(({ id }) => commitsOf([id]) === 0);
  return { workers: new Set(begun.map(({ worker }) => worker)).size, posts: begun.map(({ id }) => id) };
}

const sendingOf = ({ sql }: Pick<HarnessDesk, "sql">, assigned: readonly Assigned[]) =>
  sql<{ id: string; worker: string }>(
    "SELECT assignment_id AS id, worker FROM publishing_attempts WHERE state = 'sending' AND assignment_id = ANY($1::uuid[])",
    [assigned.map(({ id }) => id)],
  );

function commitsOf(ids: readonly string[]): number {
  const asked = new Set(ids);
  return onStage.tools.stage.ledger().calls.filter(({ step, marker }) => step === "commit" && asked.has(marker ?? ""))
    .length;
}
