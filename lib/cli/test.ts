import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { environmentWith, WrongSettings } from "@/lib/infra/env";
import { readIfThere } from "@/lib/infra/files";
import { projectRoot } from "@/lib/infra/project-root";
import { runProgram } from "./run-program";
import { runStep } from "./run-step";
import { countPlaywright, countProofs, countVitest, judge, type Counts } from "./test-counts";

interface Suite {
  readonly name: string;
  /** Sees to what the suite needs and returns the settings for it; undefined when it cannot be had, which has been said by then. */
  readonly prepare?: () => Promise<Readonly<Record<string, string>> | undefined>;
  /** A program of node_modules, or one of ours in dist, with its arguments. */
  readonly run: readonly [program: string, ...args: string[]];
  /** Into how many parts it is cut that run beside each other, where the suite can be cut. */
  readonly shards?: number;
  /** Where the suite leaves its JSON report, and how that is counted; without one it is a single test. */
  readonly report?: { readonly file: string; readonly count: (report: unknown) => Counts };
}

const REPORTS = "dist/test-reports";

const NOTHING: Counts = { passed: 0, failed: 0, failures: [] };

/** In their order. Those that stand in one list run beside each other: they mostly wait. */
const SUITES: readonly (readonly Suite[])[] = [
  [{ name: "form", run: ["prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."] }],
  [
    {
      name: "lint",
      run: [
        "oxlint/bin/oxlint",
        "--type-aware",
        "--deny-warnings",
        "app",
        "components",
        "lib",
        "prisma",
        "e2e",
        "bench",
      ],
    },
  ],
  [{ name: "types", run: ["typescript/bin/tsc"] }],
  [{ name: "unused", run: ["knip/bin/knip.js"] }],
  [
    {
      name: "floors, units and operations",
      run: [
        "vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${REPORTS}/vitest.json`,
      ],
      report: { file: `${REPORTS}/vitest.json`, count: countVitest },
    },
  ],
  [
    {
      name: "end to end in Chromium",
      prepare: prepareBrowserTests,
      run: ["@playwright/test/cli.js", "test", "--reporter=list,json"],
      // Each has a desk and a browser of its own, and they mostly wait.
      shards: 2,
      report: { file: `${REPORTS}/playwright.json`, count: countPlaywright },
    },
  ],
  [
    {
      name: "doors, the shorter cut",
      run: ["dist/harness.js", "doors", "--short"],
      report: { file: "dist/harness/doors.json", count: countProofs },
    },
  ],
  [
    {
      name: "delivery, the shorter cut",
      run: ["dist/harness.js", "delivery", "--short"],
      report: { file: "dist/harness/delivery.json", count: countProofs },
    },
    {
      name: "publishing, the shorter cut",
      run: ["dist/harness.js", "publishing", "--short"],
      report: { file: "dist/harness/publishing.json", count: countProofs },
    },
  ],
];

/** `npm test`: every suite there is, getting what it misses by itself. The last line sums it up. */
await runProgram(async () => {
  const root = projectRoot();
  rmSync(join(root, REPORTS), { recursive: true, force: true });
  mkdirSync(join(root, REPORTS), { recursive: true });
  const total = { passed: 0, failed: 0 };
  const failures: string[] = [];
  for (const together of SUITES) {
    const ended = await Promise.all(together.map((suite) => tellSuite(suite, root)));
    for (const { passed, failed, failures: some } of ended) {
      total.passed += passed;
      total.failed += failed;
      failures.push(...some);
    }
  }
  // Once more at the end, which is the part that people read and that a shortened log keeps.
  for (const failure of failures) tell(`FAILED  ${failure.replaceAll(`${root}/`, "")}\n`);
  tell(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});

/** Runs a suite and says how it went; its failures carry its name. */
async function tellSuite(suite: Suite, root: string): Promise<Counts> {
  tell(`── ${suite.name}`);
  const began = Date.now();
  const { passed, failed, ...counts } = await runSuite(suite, root).catch((error: unknown) => {
    tell(sentenceOf(error));
    return unable(sentenceOf(error));
  });
  tell(`── ${suite.name}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - began) / 1000)} s\n`);
  return { passed, failed, failures: counts.failures.map((failure) => `${suite.name}: ${failure}`) };
}

async function runSuite({ prepare, shards, ...suite }: Suite, root: string): Promise<Counts> {
  const settings = prepare === undefined ? {} : await prepare();
  if (settings === undefined) return unable("what it needs could not be had");
  if (shards === undefined) return runPart(suite, settings, root);
  const parts = await Promise.all(
    Array.from({ length: shards }, (_, index) => {
      const file = `${REPORTS}/playwright-${index + 1}.json`;
      const cut = [`--shard=${index + 1}/${shards}`, `--output=dist/test-results/${index + 1}`];
      const part = { run: [...suite.run, ...cut] as const, report: suite.report && { ...suite.report, file } };
      return runPart(part, { ...settings, PLAYWRIGHT_JSON_OUTPUT_FILE: join(root, file) }, root);
    }),
  );
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

async function runPart(
  { run: [program, ...args], report }: { run: Suite["run"]; report?: Suite["report"] },
  settings: Readonly<Record<string, string>>,
  root: string,
): Promise<Counts> {
  const code = await runStep({
    command: process.execPath,
    args: [join(root, program.startsWith("dist/") ? "" : "node_modules", program), ...args],
    env: environmentWith({ ...settings, NEXT_TELEMETRY_DISABLED: "1" }),
  });
  if (report === undefined) return judge({ ...NOTHING, passed: code === 0 ? 1 : 0 }, code);
  const text = readIfThere(join(root, report.file));
  return judge(text === undefined ? NOTHING : report.count(JSON.parse(text)), code);
}

async function prepareBrowserTests(): Promise<Readonly<Record<string, string>> | undefined> {
  const { ensureChromium } = await import("./chromium");
  const chromium = await ensureChromium(tell);
  if (chromium === undefined) return undefined;
  const { buildIfNeeded } = await import("./build-if-needed");
  await buildIfNeeded({ say: tell });
  return { CHROMIUM_PATH: chromium };
}

function unable(why: string): Counts {
  return { passed: 0, failed: 1, failures: [why] };
}

function sentenceOf(error: unknown): string {
  if (error instanceof WrongSettings) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
