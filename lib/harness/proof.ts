import type { HarnessDesk } from "./desk";
import type { Ground } from "./ground";

/** How much of a proof is done: all that was promised, or a cut that fits beside the other tests. */
export type Size = "full" | "short";

/** A promise and how it is put to the test on a running desk. */
export interface Proof {
  readonly name: string;
  /** What must hold, in a sentence. */
  readonly promise: string;
  /** What the cut of `npm test` has in its place, where the proof wants of a machine what not every one allows. */
  readonly cutElsewhere?: string | undefined;
  /** What its desk stands on, where that is more than every desk has. */
  readonly ground?: Ground;
  run(desk: HarnessDesk, size: Size): Promise<Outcome>;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What did not hold, each precisely enough to be done again by hand. */
  readonly findings: readonly string[];
  readonly figures: Readonly<Record<string, string | number>>;
}

/** Of one check that fails in many ways so many are told; the figure says how many there were. */
const TOLD_OF_EACH = 12;

/** Collects what a proof finds. Many single looks make one check, which has passed when all of them were fine. */
export class Ledger {
  readonly #checks = new Map<string, { looks: number; wrong: string[] }>();
  readonly #figures: Record<string, string | number> = {};

  /** One look at what `check` promises; `wrong` says what was found where it is not so. */
  look(check: string, fine: boolean, wrong: string | (() => string)): void {
    const entry = this.#checks.get(check) ?? { looks: 0, wrong: [] };
    this.#checks.set(check, entry);
    entry.looks += 1;
    if (!fine) entry.wrong.push(typeof wrong === "string" ? wrong : wrong());
  }

  figure(name: string, value: string | number): void {
    this.#figures[name] = value;
  }

  /** How many looks failed so far. */
  get wrong(): number {
    return [...this.#checks.values()].reduce((sum, { wrong }) => sum + wrong.length, 0);
  }

  outcome(): Outcome {
    const checks = [...this.#checks];
    const failed = checks.filter(([, { wrong }]) => wrong.length > 0);
    return {
      passed: checks.length - failed.length,
      failed: failed.length,
      findings: failed.flatMap(([check, { looks, wrong }]) => [
        `${check}: ${wrong.length} of ${looks} not so`,
        ...[...new Set(wrong)].slice(0, TOLD_OF_EACH).map((sentence) => `  ${sentence}`),
      ]),
      figures: this.#figures,
    };
  }
}
