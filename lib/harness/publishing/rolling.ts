import { setTimeout as pause } from "node:timers/promises";
import { Ledger, type Proof } from "../proof";
import { onStage } from "./on-stage";
import { openPosting, type Assigned } from "./posting";
import { countPosts, settleByHand } from "./settle";
import { openCrew } from "./workers";

const RESTARTS = { full: 200, short: 4 };
const CREW = 2;
const CHANNELS_EACH = 3;
/** What the stage takes to answer: far below what a request may take, and long enough to be hit in it. */
const ANSWER_MS = 400;
const EVERY_MS = 1500;
const AHEAD_MS = 8000;
const DRAIN_S = 30;
const PATIENCE_S = { full: 600, short: 120 };

export const rolling: Proof = {
  name: "rolling",
  promise:
    "workers that are told to stop, one after the other, finish what they hold within 30 s and leave nothing unknown",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const channels = await posting.channels({ ways: ["key", "handle", "search"], each: CHANNELS_EACH, lands: 1 });
    for (const { account } of channels) onStage.tools.stage.fault({ account, fault: "slow", ms: ANSWER_MS });
    const crew = await openCrew(desk, { size: CREW });
    const assigned: Assigned[] = [];
    let slowest = 0;
    try {
      for (let restart = 0; restart < RESTARTS[size]; restart += 1) {
        const dueInMs = () => AHEAD_MS;
        if (restart === 0) {
          const first = { rounds: AHEAD_MS / EVERY_MS, dueInMs: (round: number) => 4000 + round * EVERY_MS };
          assigned.push(...(await posting.assign(channels, first)));
        } else assigned.push(...(await posting.assign(channels, { rounds: 1, dueInMs })));
        const worker = crew.workers()[restart % CREW];
        if (!worker) continue;
        await worker.ready;
        await pause(EVERY_MS / 2);
        const began = performance.now();
        worker.signal("SIGTERM");
        const how = await worker.ended;
        const seconds = (performance.now() - began) / 1000;
        slowest = Math.max(slowest, seconds);
        ledger.look("each ends in order", how === "exit code 0", how);
        ledger.look("within 30 s", seconds <= DRAIN_S, `${seconds} s`);
        await crew.workers()[restart % CREW]?.ready;
      }
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S[size]));
    } finally {
      await crew.dismiss("SIGTERM");
    }
    const [lost] = await desk.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM publishing_attempts
       WHERE state IN ('unknown', 'repeated', 'absent') AND assignment_id = ANY($1::uuid[])`,
      [assigned.map(({ id }) => id)],
    );
    ledger.look("nothing is left unknown where an answer was coming", lost?.count === 0, `${lost?.count} tries`);
    await countPosts(ledger, desk, assigned);
    ledger.figure("restarts", RESTARTS[size]);
    ledger.figure("slowest stop s", Math.round(slowest * 10) / 10);
    ledger.figure("posts", assigned.length);
    return ledger.outcome();
  },
};
