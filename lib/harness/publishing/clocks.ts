import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureFaketime, faketimeEnvironment } from "../faketime";
import { Ledger, type Proof } from "../proof";
import { onStage } from "./on-stage";
import { openPosting } from "./posting";
import { countPosts, rowsOf, settleByHand, untilSettled } from "./settle";
import { hire } from "./workers";

const ROUNDS = { full: 25, short: 4 };
const CHANNELS_EACH = 10;
/** How far each worker's clock is off. */
const OFF = { fast: "+600", slow: "-600" };
const PATIENCE_S = 180;

export const clocks: Proof = {
  name: "clocks",
  promise: "two workers whose clocks are ten minutes ahead and behind send nothing before its time, and nothing twice",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const library = await ensureFaketime();
    if (library === undefined) {
      ledger.look("libfaketime is there", false, "it is not: apt-get install libfaketime");
      return ledger.outcome();
    }
    const posting = await openPosting(desk);
    const channels = await posting.channels({ ways: ["key", "search"], each: CHANNELS_EACH, lands: 1 });
    const workers = Object.entries(OFF).map(([name, off]) => {
      const file = join(desk.dataDir, `clock-${name}`);
      writeFileSync(file, off);
      return hire(desk, faketimeEnvironment(library, file));
    });
    try {
      await Promise.all(workers.map(({ ready }) => ready));
      const assigned = await posting.assign(channels, {
        rounds: ROUNDS[size],
        dueInMs: (round) => 8000 + round * 1500,
      });
      await untilSettled(desk, assigned, PATIENCE_S);
      for (const { id, scheduledAt } of assigned) {
        for (const { committedAt } of onStage.tools.stage.postsUnder(id)) {
          const early = scheduledAt.getTime() - committedAt;
          ledger.look("none is early", early <= 0, `${id}: by ${early} ms`);
        }
      }
      const again = (await rowsOf(desk, assigned)).filter(({ attempts }) => attempts > 1);
      ledger.figure("tried more than once", again.length);
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S));
      await countPosts(ledger, desk, assigned);
      ledger.look(
        "both workers lived to the end",
        workers.every((one) => one.lives()),
        "one did not",
      );
      ledger.figure("posts", assigned.length);
    } finally {
      for (const worker of workers) worker.signal("SIGKILL");
      await Promise.all(workers.map(({ ended }) => ended));
    }
    return ledger.outcome();
  },
};
