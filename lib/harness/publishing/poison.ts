import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { onStage } from "./on-stage";
import { openPosting, type Assigned } from "./posting";
import { countPosts, rowsOf, settleByHand, untilSettled } from "./settle";
import { openCrew } from "./workers";

const POISON = { full: 10, short: 2 };
const OTHERS = { full: 990, short: 58 };
const CHANNELS = 10;
const WAYS = ["key", "search"] as const;
const MOST_DEATHS = 3;
const WITHIN_S = { full: 900, short: 150 };

export const poison: Proof = {
  name: "poison",
  promise: "what kills every worker that touches it is left to a person after three deaths, and the others go out",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const channels = await posting.channels({ ways: WAYS, each: CHANNELS / WAYS.length, lands: 1 });
    const assigned = await posting.assign(channels, {
      rounds: (POISON[size] + OTHERS[size]) / CHANNELS,
      dueInMs: (round) => 8000 + round * 100,
    });
    const step = assigned.length / POISON[size];
    // Not of the first round: the later ones are forced beside it, and its place would be taken when it is tried again.
    const poisonous = assigned.filter((_one, place) => place % step === step - 1);
    const others = assigned.filter((one) => !poisonous.includes(one));
    const began = Date.now();
    const failpoint = `send-after-begin@${poisonous.map(({ id }) => id).join("+")}`;
    const crew = await openCrew(desk, { size: 2, env: { MARQUEE_FAILPOINT: failpoint } });
    try {
      const rows = await untilSettled(desk, assigned, WITHIN_S[size]);
      const seconds = Math.round((Date.now() - began) / 1000);
      ledger.look(
        "all of it is over in bounded time",
        rows.every(({ settled }) => settled),
        `not after ${seconds} s`,
      );
      ledger.figure("over after s", seconds);
    } finally {
      await crew.dismiss();
    }
    await lookAtThePoison(ledger, desk, poisonous);
    const rows = await rowsOf(desk, others);
    const out = rows.filter(({ status }) => status === "published").length;
    ledger.look("all others go out without a person", out === others.length, `${out} of ${others.length}`);

    // Mended by now, it goes out as well once somebody says so.
    const healthy = await openCrew(desk, { size: 1 });
    try {
      await settleByHand({ desk, posting }, assigned, WITHIN_S[size]);
    } finally {
      await healthy.dismiss();
    }
    await countPosts(ledger, desk, assigned);
    ledger.figure("poisonous", poisonous.length);
    ledger.figure("posts", assigned.length);
    return ledger.outcome();
  },
};

async function lookAtThePoison(
  ledger: Ledger,
  desk: Pick<HarnessDesk, "sql">,
  poisonous: readonly Assigned[],
): Promise<void> {
  const deaths = await desk.sql<{ id: string; deaths: number }>(
    "SELECT id, deaths FROM distribution_platform_status WHERE id = ANY($1::uuid[])",
    [poisonous.map(({ id }) => id)],
  );
  for (const { id, status, cause } of await rowsOf(desk, poisonous)) {
    const died = deaths.find((row) => row.id === id)?.deaths;
    const left = (status === "failed" || status === "unconfirmed") && cause === "worker_lost";
    const told = `${id}: ${status}, ${cause}, ${died} deaths`;
    ledger.look("what is poisonous is left to a person, who is told why", left, told);
    ledger.look("after three deaths", died === MOST_DEATHS, told);
  }
}
