import { z } from "zod";

/** What a request wants of the stage: `commit` is the one act that cannot be taken back. */
export const Step = z.enum(["check", "token", "open", "media", "commit", "find", "status"]);
export type Step = z.infer<typeof Step>;

/** How a request goes wrong on its way. `lost-…` and `late` have their effect all the same. */
const Transport = z.enum([
  "answer",
  "hang",
  "reset",
  "slow",
  "lost-hang",
  "lost-reset",
  "lost-502",
  "lost-cut",
  "lost-garbage",
  "late",
]);
/** What becomes of the post that a commit makes. */
const Becoming = z.enum(["hidden", "processing", "failed"]);

export const FaultPlan = z.strictObject({
  account: z.string().default("*").describe("Whose requests; * is everybody's."),
  step: Step.or(z.literal("*")).default("commit"),
  fault: z.union([Transport, Becoming]),
  times: z.int().min(1).optional().describe("So many requests, then it is over; left out, all of them."),
  after: z.int().min(0).default(0).describe("So many go well before."),
  probability: z.number().min(0).max(1).default(1).describe("By the stage's seeded dice."),
  ms: z.int().min(0).default(1000).describe("For slow, late, hidden and processing."),
  status: z.int().min(200).max(599).default(500).describe("For answer: given before anything has happened."),
  seconds: z.int().min(0).optional().describe("For answer: its Retry-After."),
  body: z.string().optional().describe("For answer: its body as it is, JSON where it is left out."),
});
export type FaultPlan = z.infer<typeof FaultPlan>;

/** What is to go wrong with one request. */
export interface Fate {
  readonly transport: FaultPlan | null;
  readonly hiddenMs: number;
  readonly processingMs: number;
  readonly fails: boolean;
}

/** Plans for what goes wrong, and the dice. The same seed and the same requests give the same faults. */
export class Faults {
  #plans: { plan: FaultPlan; after: number; times: number }[] = [];
  #dice = dice(1);

  add(plan: z.input<typeof FaultPlan>): void {
    const full = FaultPlan.parse(plan);
    this.#plans.push({ plan: full, after: full.after, times: full.times ?? Number.POSITIVE_INFINITY });
  }

  seed(seed: number): void {
    this.#dice = dice(seed);
  }

  /** Of one account's plans only, where one is named. */
  heal(account?: string): void {
    this.#plans = account === undefined ? [] : this.#plans.filter(({ plan }) => plan.account !== account);
  }

  /** The first plan that hits decides the transport; what becomes of the post, all of them. */
  strike(account: string, step: Step): Fate {
    const hits = this.#plans.filter((entry) => this.#hits(entry, account, step)).map(({ plan }) => plan);
    const msOf = (fault: FaultPlan["fault"]) => hits.find((plan) => plan.fault === fault)?.ms ?? 0;
    return {
      transport: hits.find(({ fault }) => Transport.safeParse(fault).success) ?? null,
      hiddenMs: msOf("hidden"),
      processingMs: msOf("processing"),
      fails: hits.some(({ fault }) => fault === "failed"),
    };
  }

  #hits(entry: { plan: FaultPlan; after: number; times: number }, account: string, step: Step): boolean {
    const { plan } = entry;
    if (plan.account !== "*" && plan.account !== account) return false;
    if (plan.step !== "*" && plan.step !== step) return false;
    if (entry.times === 0 || (plan.probability < 1 && this.#dice() >= plan.probability)) return false;
    if (entry.after > 0) {
      entry.after -= 1;
      return false;
    }
    entry.times -= 1;
    return true;
  }
}

/** Mulberry32: small, even enough, and the same everywhere. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
