import { PUBLISH_FAILPOINTS } from "@/lib/infra/failpoint";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof, type Size } from "../proof";
import { setTimeout as pause } from "node:timers/promises";
import { onStage } from "./on-stage";
import { openPosting, type Assigned, type Posting, type Way } from "./posting";
import { countPosts, settleByHand } from "./settle";
import { hire, openCrew, type Worker } from "./workers";

type Name = (typeof PUBLISH_FAILPOINTS)[number];

const WAYS = ["key", "handle", "search", "flip"] as const;
/** What is due then is prepared before, by a worker that starts meanwhile. */
const DUE_MS = 3000;
const DIES_WITHIN_MS = 60_000;
const PATIENCE_S = 120;

/** Handles are kept by what has any; by key nothing is ever looked for. */
const waysOf = (name: Name): readonly Way[] => {
  if (name.endsWith("-save")) return ["handle", "flip"];
  return name.startsWith("look-") ? ["handle", "search", "flip"] : WAYS;
};

export const failpoints: Proof = {
  name: "failpoints",
  promise:
    "a worker killed at any one of the named moments of publishing leaves one post to the next, never none or two",
  ground: onStage,

  async run(desk, size) {
    const ledger = new Ledger();
    const posting = await openPosting(desk);
    const assigned: Assigned[] = [];
    let deaths = 0;
    for (const { name, ways } of casesOf(size)) {
      const made = await arrange(posting, name, ways);
      assigned.push(...made);
      const how = await dieAt(desk, name);
      ledger.look("each dies exactly there", how === "SIGKILL", `${name} (${ways.join(", ")}): ${how}`);
      deaths += 1;
      if (size === "full") await takeOver(desk, posting, made);
    }
    const touched = await takeOver(desk, posting, assigned);
    await countPosts(ledger, desk, assigned);
    ledger.figure("deaths", deaths);
    ledger.figure("posts", assigned.length);
    ledger.figure("settled by hand", touched);
    return ledger.outcome();
  },
};

/** The cut: one moment of each kind, those around the request itself among them. */
const SHORT: readonly Name[] = [
  "prepare-after-save",
  "send-after-claim",
  "send-after-begin",
  "send-after-answer",
  "watch-after-ask",
  "look-after-ask",
  "lapse-before",
];

/** In full each moment for itself in each way; in short all ways die together, and one takeover follows all deaths. */
function casesOf(size: Size): readonly { name: Name; ways: readonly Way[] }[] {
  if (size === "short") return SHORT.map((name) => ({ name, ways: waysOf(name) }));
  return PUBLISH_FAILPOINTS.flatMap((name) => waysOf(name).map((way) => ({ name, ways: [way] })));
}

/** Assigns what leads a worker to that moment. */
async function arrange(posting: Posting, name: Name, ways: readonly Way[]): Promise<readonly Assigned[]> {
  const { stage } = onStage.tools;
  const channels = await posting.channels({ ways, each: 1, lands: 1 });
  for (const { account } of channels) {
    if (name.startsWith("watch-")) stage.fault({ account, fault: "processing", ms: 1500, times: 1 });
    if (name.startsWith("look-")) stage.fault({ account, fault: "lost-502", times: 1 });
  }
  return posting.assign(channels, { rounds: 1, dueInMs: () => DUE_MS });
}

/** One worker alone, until it has died. What lapses has lost its worker before: another dies first. */
async function dieAt(desk: HarnessDesk, name: Name): Promise<string> {
  if (name.startsWith("lapse-")) await endOf(hire(desk, { MARQUEE_FAILPOINT: "send-after-begin" }));
  return endOf(hire(desk, { MARQUEE_FAILPOINT: name }));
}

async function endOf(worker: Worker): Promise<string> {
  const alive = new AbortController();
  const how = await Promise.race([
    worker.ended,
    pause(DIES_WITHIN_MS, "still alive", { signal: alive.signal }).catch(() => ""),
  ]);
  alive.abort();
  if (worker.lives()) worker.signal("SIGKILL");
  return how;
}

async function takeOver(desk: HarnessDesk, posting: Posting, assigned: readonly Assigned[]): Promise<number> {
  const crew = await openCrew(desk, { size: 1 });
  try {
    return await settleByHand({ desk, posting }, assigned, PATIENCE_S);
  } finally {
    await crew.dismiss();
  }
}
