import { randomFrom } from "../delivery/mutate";
import { Ledger, type Proof } from "../proof";
import { onStage, REQUEST_MS } from "./on-stage";
import { openPosting, type Posting, type StageChannel } from "./posting";
import { countPosts, settleByHand, untilSettled } from "./settle";
import { openCrew } from "./workers";

/** Four on each channel: five failures in a row would open its circuit for a minute. */
const POSTS = 4;
const CHANNELS = { full: 250, short: 8 };
const CARELESS = { full: 15, short: 6 };
/** A request that the client gave up lands at the latest so many times its limit later. */
const LATEST = 3;
const LANDS_S = Math.ceil((LATEST * REQUEST_MS) / 1000);
const PATIENCE_S = { full: 900, short: 120 };

export const lateLanding: Proof = {
  name: "late-landing",
  promise: "a post that appears long after the client gave up is waited for, and not sent again",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const careful = await landingLate(posting, { each: CHANNELS[size], lands: LANDS_S, soonest: 0 });
    const careless = await landingLate(posting, { each: CARELESS[size], lands: 0, soonest: 2 });
    const schedule = { rounds: POSTS, dueInMs: (round: number) => 5000 + round * 400 };
    const assigned = await posting.assign(careful, schedule);
    const doubled = await posting.assign(careless, schedule);
    const crew = await openCrew(desk, { size: 2 });
    try {
      const rows = await untilSettled(desk, [...assigned, ...doubled], PATIENCE_S[size]);
      const again = rows.filter(({ attempts }) => attempts > 1).length;
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S[size]));
      ledger.figure("sent more than once", again);
    } finally {
      await crew.dismiss();
    }
    await countPosts(ledger, desk, assigned);
    const doubles = doubled.filter(({ id }) => onStage.tools.stage.postsUnder(id).length > 1).length;
    ledger.look("without the quarantine this very proof finds doubles", doubles > 0, `${doubles} of ${doubled.length}`);
    ledger.figure("landed late", assigned.length);
    ledger.figure("doubles without quarantine", `${doubles} of ${doubled.length}`);
    return ledger.outcome();
  },
};

/** Channels settled by search, on which each first try lands so many times its limit after its connection is gone: from `soonest` to three. */
async function landingLate(
  posting: Posting,
  { each, lands, soonest }: { each: number; lands: number; soonest: number },
): Promise<readonly StageChannel[]> {
  const random = randomFrom(23);
  const channels = await posting.channels({ ways: ["search"], each, lands });
  for (const { account } of channels) {
    for (let post = 0; post < POSTS; post += 1) {
      const ms = Math.round((soonest + random() * (LATEST - soonest)) * REQUEST_MS);
      onStage.tools.stage.fault({ account, fault: "late", ms, times: 1 });
    }
  }
  return channels;
}
