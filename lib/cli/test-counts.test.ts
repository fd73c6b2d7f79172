import { expect, test } from "vitest";
import { countPlaywright, countProofs, countVitest, judge } from "./test-counts";

const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };

test("vitest: a test left out has failed, and so has a file that did not load", () => {
  expect(countVitest(vitest)).toEqual({ passed: 5, failed: 1 });
  expect(countVitest({ ...vitest, numPendingTests: 2, numTodoTests: 1 })).toEqual({ passed: 5, failed: 4 });
  expect(countVitest({ ...vitest, testResults: [{ status: "failed", assertionResults: [] }] })).toEqual({
    passed: 5,
    failed: 2,
  });
});

test("Playwright: so have one that passed on repetition, and a fault outside any test", () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 1 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 7, failed: 4 });
});

test("the harness: the checks of all proofs", () => {
  const proofs = [
    { name: "csrf", passed: 5, failed: 0 },
    { name: "links", passed: 9, failed: 1 },
  ];
  expect(countProofs({ proofs })).toEqual({ passed: 14, failed: 1 });
});

test("a suite that ran nothing, or ended badly without a word, counts one failure", () => {
  expect(judge({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  expect(judge({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  expect(judge({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  expect(judge({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
});
