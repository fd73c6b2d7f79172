import { Ledger, type Proof } from "../proof";
import { faulted, loseAnswers } from "./lose-answers";
import { onStage } from "./on-stage";
import { openPosting } from "./posting";
import { countPosts, settleByHand, untilSettled } from "./settle";
import { openCrew } from "./workers";

/** Of eight answers on each channel four are lost, the first among them: five in a row would open its circuit for a minute. */
const CHANNELS_EACH = { full: 100, short: 3 };
const POSTS = 8;
const LOST = 4;
const PATIENCE_S = { full: 900, short: 120 };

export const lostAnswers: Proof = {
  name: "lost-answers",
  promise: "what the platform did and never said is found out, and is not done again",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const ways = ["key", "handle", "search", "flip", "hand"] as const;
    const channels = await posting.channels({ ways, each: CHANNELS_EACH[size], lands: 1 });
    loseAnswers(channels, { share: 1, times: LOST / 4 });
    const assigned = await posting.assign(channels, { rounds: POSTS, dueInMs: (round) => 6000 + round * 300 });
    const crew = await openCrew(desk, { size: 2 });
    try {
      const settled = new Map((await untilSettled(desk, assigned, PATIENCE_S[size])).map((row) => [row.id, row]));
      const lost = faulted(channels);
      const [byHand, others] = [
        assigned.filter((one) => one.channel.way === "hand"),
        assigned.filter((one) => one.channel.way !== "hand"),
      ];
      const alone = others.filter(({ id }) => settled.get(id)?.status === "published").length;
      ledger.look(
        "at least 99 of 100 are settled without a person",
        alone >= others.length * 0.99,
        `${alone} of ${others.length}`,
      );
      for (const { id } of byHand) {
        const row = settled.get(id);
        const fine = row?.status === "published" || (row?.status === "unconfirmed" && row.attempts === 1);
        ledger.look(
          "where nobody can look, a person is asked and nothing is sent again",
          fine,
          `${id}: ${row?.status}, ${row?.attempts} tries`,
        );
      }
      ledger.figure("answers lost", lost);
      ledger.figure("settled by the desk", alone);
      ledger.figure("settled by hand", await settleByHand({ desk, posting }, assigned, PATIENCE_S[size]));
    } finally {
      await crew.dismiss();
    }
    await countPosts(ledger, desk, assigned);
    ledger.figure("posts", assigned.length);
    return ledger.outcome();
  },
};
