import { expect, test } from "vitest";
import { countPlaywright, countProofs, countVitest, judge } from "./test-counts";

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

test("vitest: a test left out has failed, and so has a file that did not load", () => {
  const wrong = { fullName: "adds up", status: "failed", failureMessages: ["expected 3\n\nto be 4"] };
  const right = { fullName: "takes away", status: "passed", failureMessages: [] };
  const testResults = [{ name: "sums.test.ts", status: "failed", message: "", assertionResults: [wrong, right] }];
  expect(countVitest({ ...vitest, numFailedTests: 1, testResults })).toEqual({
    passed: 5,
    failed: 1,
    failures: ["sums.test.ts: adds up\n    expected 3\n    to be 4"],
  });
  expect(countVitest({ ...vitest, numPendingTests: 2, numTodoTests: 1 })).toMatchObject({ passed: 5, failed: 3 });
  const unloaded = { name: "broken.test.ts", status: "failed", message: "no such module", assertionResults: [] };
  expect(countVitest({ ...vitest, testResults: [unloaded] })).toEqual({
    passed: 5,
    failed: 1,
    failures: ["broken.test.ts\n    no such module"],
  });
});

test("Playwright: so have one that passed on repetition, and a fault outside any test", () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 1 };
  const spec = (title: string, status: string, message: string) => ({
    title,
    file: "signs-in.spec.ts",
    line: 12,
    tests: [{ status, results: [{ errors: message === "" ? [] : [{ message }] }] }],
  });
  const suites = [
    { specs: [spec("in", "expected", "")], suites: [{ specs: [spec("out", "unexpected", "\u001b[31mno\u001b[39m")] }] },
    { specs: [spec("over", "skipped", "")] },
  ];
  expect(countPlaywright({ stats, errors: [{ message: "no desk" }], suites })).toEqual({
    passed: 7,
    failed: 4,
    failures: [
      "signs-in.spec.ts:12: out\n    no",
      "signs-in.spec.ts:12: over\n    skipped",
      "outside any test\n    no desk",
    ],
  });
});

test("the harness: the checks of all proofs", () => {
  const proofs = [
    { name: "csrf", passed: 5, failed: 0, findings: [] },
    { name: "links", passed: 9, failed: 1, findings: ["a link ends: 1 of 3 not so"] },
  ];
  expect(countProofs({ proofs })).toEqual({
    passed: 14,
    failed: 1,
    failures: ["links\n    a link ends: 1 of 3 not so"],
  });
});

test("a suite that ran nothing, or ended badly without a word, counts one failure", () => {
  const none = { passed: 3, failed: 0, failures: [] };
  expect(judge(none, 0)).toEqual(none);
  expect(judge({ ...none, passed: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(judge(none, 1)).toEqual({ passed: 3, failed: 1, failures: ["it ended with code 1"] });
  expect(judge({ passed: 3, failed: 2, failures: ["a", "b"] }, 1)).toMatchObject({ failed: 2, failures: ["a", "b"] });
});
