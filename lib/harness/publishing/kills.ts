import { setTimeout as pause } from "node:timers/promises";
import { randomFrom } from "../delivery/mutate";
import { eventually } from "../delivery/send";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { loseAnswers } from "./lose-answers";
import { onStage } from "./on-stage";
import { openPosting, type Assigned } from "./posting";
import { countPosts, settleByHand } from "./settle";
import { openCrew } from "./workers";

const KILLS = { full: 1000, short: 8 };
const CREW = 3;
const CHANNELS_EACH = { full: 8, short: 3 };
/** The next are due so soon after the last, and assigned so long before: by then they are prepared. */
const EVERY_MS = 700;
const AHEAD_MS = 10_000;
/** About so many are due at a time. */
const DUE_TOGETHER = 6;
/** At the longest so much time passes from one death to the next. */
const LIFE_MS = 1500;
const PATIENCE_S = { full: 600, short: 90 };

export const kills: Proof = {
  name: "kills",
  promise:
    "three workers killed at random moments, while every third answer is lost besides, lose no post and post none twice",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const random = randomFrom(11);
    const channels = await posting.channels({
      ways: ["key", "handle", "search", "flip"],
      each: CHANNELS_EACH[size],
      lands: 1,
    });
    // In the cut no channel loses five in a row: a circuit that opens takes a minute to close.
    loseAnswers(channels, { share: 0.3, ...(size === "short" && { times: 1 }) });
    const crew = await openCrew(desk, { size: CREW });
    const assigned: Assigned[] = [];
    let [inTheMidst, frontier] = [0, Date.now() + AHEAD_MS / 2];
    // Where a machine is too slow for that, fewer are on their way.
    const fill = async () => {
      const until = Date.now() + AHEAD_MS;
      for (frontier = Math.max(frontier, until - AHEAD_MS / 2); frontier < until; frontier += EVERY_MS) {
        const dueInMs = Math.max(frontier - Date.now(), 2000);
        const some = channels.filter(() => random() < DUE_TOGETHER / channels.length);
        if (some.length > 0) assigned.push(...(await posting.assign(some, { rounds: 1, dueInMs: () => dueInMs })));
      }
    };
    try {
      await fill();
      await pause(AHEAD_MS / 2);
      for (let kill = 0; kill < KILLS[size]; kill += 1) {
        await fill();
        await pause(random() * LIFE_MS);
        await eventually(() => crew.workers().some((worker) => worker.isReady()), 30);
        const able = crew.workers().filter((worker) => worker.isReady());
        inTheMidst += (await isPublishing(desk)) ? 1 : 0;
        able[Math.floor(random() * able.length)]?.signal("SIGKILL");
      }
      onStage.tools.stage.heal();
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S[size]));
    } finally {
      await crew.dismiss();
    }
    await countPosts(ledger, desk, assigned);
    ledger.look("most kills come while something is going out", inTheMidst > KILLS[size] / 2, `${inTheMidst}`);
    ledger.figure("kills", KILLS[size]);
    ledger.figure("while something went out", inTheMidst);
    ledger.figure("posts", assigned.length);
    return ledger.outcome();
  },
};

/** Whether a worker has something taken up, or nobody knows what came of it. */
async function isPublishing({ sql }: Pick<HarnessDesk, "sql">): Promise<boolean> {
  const [row] = await sql<{ some: boolean }>(
    "SELECT EXISTS (SELECT FROM distribution_platform_status WHERE status IN ('publishing', 'unconfirmed')) AS some",
  );
  return row?.some === true;
}
