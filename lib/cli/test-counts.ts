import { z } from "zod";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const Vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const Playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

const Proofs = z.object({ proofs: z.array(z.object({ passed: z.number(), failed: z.number() })) });

/** What vitest's JSON report counts. A test left out, and a file that did not load, has failed. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = Vitest.parse(report);
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests + unloaded.length };
}

/** What Playwright's JSON report counts. A test left out, and one that passed only when repeated, has failed. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = Playwright.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

/** What a report of the harness counts: the checks of every proof. */
export function countProofs(report: unknown): Counts {
  const { proofs } = Proofs.parse(report);
  const sum = (of: keyof Counts) => proofs.reduce((total, proof) => total + proof[of], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

/**
 * Sums up a suite: what ran, and one failure more where it ended badly without a failed test to
 * show for it, or ran nothing at all.
 */
export function judge(counts: Counts, exitCode: number): Counts {
  const silent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}
