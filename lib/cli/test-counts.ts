import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What failed, each by its name and the beginning of what was said about it, in several lines. */
  readonly failures: readonly string[];
}

const Vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const Fault = z.object({ message: z.string().default("") });

const PlaywrightSuite = z.object({
  specs: z
    .array(
      z.object({
        title: z.string(),
        file: z.string(),
        line: z.number(),
        tests: z.array(
          z.object({ status: z.string(), results: z.array(z.object({ errors: z.array(Fault).default([]) })) }),
        ),
      }),
    )
    .default([]),
  get suites() {
    return z.array(PlaywrightSuite).default([]);
  },
});

const Playwright = PlaywrightSuite.extend({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(Fault),
});

const Proofs = z.object({
  proofs: z.array(
    z.object({ name: z.string(), passed: z.number(), failed: z.number(), findings: z.array(z.string()) }),
  ),
});

/** What vitest's JSON report counts. A test left out, and a file that did not load, has failed. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = Vitest.parse(report);
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== "passed")
      .map((test) => told(`${name}: ${test.fullName}`, test.failureMessages?.join("\n") ?? test.status)),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + numPendingTests + numTodoTests + unloaded.length,
    failures: [...failed, ...unloaded.map(({ name, message }) => told(name, message))],
  };
}

/** What Playwright's JSON report counts. A test left out, and one that passed only when repeated, has failed. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors, suites } = Playwright.parse(report);
  const failed = specsOf(suites).flatMap(({ file, line, title, tests }) =>
    tests
      .filter(({ status }) => status !== "expected")
      .map(({ status, results }) =>
        told(`${file}:${line}: ${title}`, results.flatMap((one) => one.errors.map(said)).join("\n") || status),
      ),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
    failures: [...failed, ...errors.map((error) => told("outside any test", said(error)))],
  };
}

/** What a report of the harness counts: the checks of every proof. */
export function countProofs(report: unknown): Counts {
  const { proofs } = Proofs.parse(report);
  const sum = (of: "passed" | "failed") => proofs.reduce((total, proof) => total + proof[of], 0);
  const failed = proofs.filter((proof) => proof.failed > 0);
  return {
    passed: sum("passed"),
    failed: sum("failed"),
    failures: failed.map(({ name, findings }) => told(name, findings.join("\n"))),
  };
}

/**
 * Sums up a suite: what ran, and one failure more where it ended badly without a failed test to
 * show for it, or ran nothing at all.
 */
export function judge(counts: Counts, exitCode: number): Counts {
  const silent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  if (!silent) return counts;
  return { ...counts, failed: 1, failures: [exitCode === 0 ? "nothing ran" : `it ended with code ${exitCode}`] };
}

type Suite = z.infer<typeof PlaywrightSuite>;

function specsOf(suites: readonly Suite[]): Suite["specs"] {
  return suites.flatMap(({ specs, suites: inner }) => [...specs, ...specsOf(inner)]);
}

const said = ({ message }: z.infer<typeof Fault>) => message;

/** Enough of what was said to know what it is about; the suite's own output has the rest. */
const LINES = 12;

function told(name: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, LINES);
  return [name, ...lines.map((line) => `    ${line}`)].join("\n");
}
