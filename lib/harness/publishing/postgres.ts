import { setTimeout as pause } from "node:timers/promises";
import { ensureCluster, runningPostmaster, stopCluster } from "@/lib/infra/cluster";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { onStage } from "./on-stage";
import { openPosting, type Assigned, type Posting, type StageChannel } from "./posting";
import { countPosts, settleByHand } from "./settle";
import { openCrew } from "./workers";

const ROUNDS = { full: 100, short: 2 };
const CHANNELS_EACH = 2;
/** Something is due this often, and was assigned so long before. */
const EVERY_MS = 500;
const AHEAD_MS = 12_000;
const RECOVERS_S = 10;
const PATIENCE_S = { full: 900, short: 120 };

export const postgres: Proof = {
  name: "postgres",
  promise:
    "Postgres killed in the middle of publishing loses nothing that was acknowledged, and the workers go on within 10 s of its return",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const channels = await posting.channels({ ways: ["key", "search"], each: CHANNELS_EACH, lands: 1 });
    // From here on it keeps what it has confirmed: the desk of the harness does without that.
    await stopCluster(desk.dataDir);
    await ensureCluster(desk.dataDir, { durable: true });
    const crew = await openCrew(desk, { size: 2 });
    const workers = [...crew.workers()];
    const assigning = keepAssigning(posting, channels);
    let slowest = 0;
    try {
      await pause(AHEAD_MS);
      for (let round = 0; round < ROUNDS[size]; round += 1) {
        await pause(1000 + (round % 5) * 300);
        await crash(desk);
        await ensureCluster(desk.dataDir, { durable: true });
        const seconds = await untilSomethingBegins(desk);
        slowest = Math.max(slowest, seconds);
        ledger.look("workers send again within 10 s of its return", seconds <= RECOVERS_S, `after ${seconds} s`);
        await pause(AHEAD_MS / 4);
      }
    } finally {
      await assigning.stop();
    }
    try {
      const touched = await settleByHand({ desk, posting }, assigning.assigned, PATIENCE_S[size]);
      ledger.figure("settled by hand", touched);
      ledger.look(
        "the workers live through it",
        workers.every((worker) => worker.lives()),
        "one did not",
      );
    } finally {
      await crew.dismiss();
    }
    await countPosts(ledger, desk, assigning.assigned);
    ledger.figure("crashes", ROUNDS[size]);
    ledger.figure("slowest s", slowest);
    ledger.figure("posts", assigning.assigned.length);
    return ledger.outcome();
  },
};

/** Ends it as a power cut would end its processes: nothing is written any more. */
async function crash({ dataDir }: Pick<HarnessDesk, "dataDir">): Promise<void> {
  const postmaster = runningPostmaster(dataDir);
  if (postmaster === undefined) throw new Error("Postgres does not run.");
  process.kill(postmaster, "SIGQUIT");
  while (runningPostmaster(dataDir) !== undefined) await pause(20);
}

/** Assigns without end; while the database is away nothing is acknowledged. */
function keepAssigning(posting: Posting, channels: readonly StageChannel[]) {
  const assigned: Assigned[] = [];
  const closing = new AbortController();
  const assign = async () => {
    while (!closing.signal.aborted) {
      const wish = { rounds: 1, dueInMs: () => AHEAD_MS };
      await posting.assign(channels, wish).then(
        (made) => void assigned.push(...made),
        () => undefined,
      );
      await pause(EVERY_MS);
    }
  };
  const assigning = assign();
  return {
    assigned,
    async stop() {
      closing.abort();
      await assigning;
    },
  };
}

/** How long it takes from now until a worker has written down that it sends something, in seconds. */
async function untilSomethingBegins({ sql }: Pick<HarnessDesk, "sql">): Promise<number> {
  const [began, now] = [performance.now(), new Date()];
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  while (seconds() < 60) {
    const rows = await sql("SELECT 1 FROM publishing_attempts WHERE started_at > $1 LIMIT 1", [now]).catch(() => []);
    if (rows.length > 0) break;
    await pause(50);
  }
  return seconds();
}
