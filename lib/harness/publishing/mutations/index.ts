import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStep } from "@/lib/cli/run-step";
import { environmentWith } from "@/lib/infra/env";
import { readIfThere } from "@/lib/infra/files";
import { projectRoot } from "@/lib/infra/project-root";
import { Ledger, type Proof } from "../../proof";
import { onStage } from "../on-stage";
import type { Mutation } from "./mutation";
import { ONE_TRY } from "./of-one-try";
import { APART } from "./of-two-apart";

const MUTATIONS = [...ONE_TRY, ...APART];

/** All that the stories need; the packages are shared. */
const COPIED = [
  "app",
  "components",
  "lib",
  "prisma",
  "esbuild.config.mjs",
  "package.json",
  "prisma.config.ts",
  "tsconfig.json",
  "vitest.config.ts",
];

export const mutations: Proof = {
  name: "mutations",
  ground: onStage,
  promise: "each rule of publishing is held by a story that fails when the rule is broken",
  // The stories themselves are tests of every run; that each of them can fail is shown here.
  cutElsewhere: "lib/domain/publishing/rules-of-publishing.test.ts, rules-of-claims.test.ts",

  async run(_desk, _size) {
    const ledger = new Ledger();
    const tree = copySources();
    try {
      const files = [...new Set(MUTATIONS.map(({ caughtBy }) => caughtBy.file))];
      const sound = await failing(tree, files);
      ledger.look("unbroken, all stories hold", sound !== null && sound.length === 0, () => String(sound));
      for (const mutation of MUTATIONS) {
        const caught = await isCaught(tree, mutation);
        const { rule, what, caughtBy } = mutation;
        process.stdout.write(`  ${rule} · ${what} · ${caught === null ? caughtBy.story : `NOT CAUGHT: ${caught}`}\n`);
        ledger.look("each is noticed by the story that tells of it", caught === null, `${rule}, ${what}: ${caught}`);
      }
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
    ledger.figure("mutations", MUTATIONS.length);
    return ledger.outcome();
  },
};

function copySources(): string {
  const [root, tree] = [projectRoot(), realpathSync(mkdtempSync(join(tmpdir(), "marquee-mutations-")))];
  for (const name of COPIED) cpSync(join(root, name), join(tree, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  return tree;
}

/** Null where the story fails once the rule is broken; otherwise what happened instead. */
async function isCaught(tree: string, { file, search, replace, caughtBy }: Mutation): Promise<string | null> {
  const path = join(tree, file);
  const sound = readFileSync(path, "utf8");
  if (sound.split(search).length !== 2)
    return `what it breaks stands ${sound.split(search).length - 1} times in ${file}`;
  writeFileSync(
    path,
    sound.replace(search, () => replace),
  );
  try {
    const failed = await failing(tree, [caughtBy.file], caughtBy.story);
    if (failed === null) return "the stories could not be run";
    return failed.some((title) => title.includes(caughtBy.story)) ? null : "the story holds";
  } finally {
    writeFileSync(path, sound);
  }
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The names of the stories that fail; null where there was no report, or no story in it. */
async function failing(tree: string, files: readonly string[], story?: string): Promise<readonly string[] | null> {
  const report = join(tree, "report.json");
  rmSync(report, { force: true });
  const escaped = story?.replaceAll(/[^\w\s-]/g, ".");
  await runStep({
    command: process.execPath,
    args: [
      join(tree, "node_modules/vitest/vitest.mjs"),
      "run",
      `--root=${tree}`,
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...(escaped === undefined ? [] : ["-t", escaped]),
      ...files,
    ],
    cwd: tree,
    env: environmentWith({}),
    say: () => undefined,
  });
  const text = readIfThere(report);
  const stories = text ? (JSON.parse(text) as Report).testResults.flatMap((file) => file.assertionResults) : [];
  const told = stories.filter(({ status }) => status === "passed" || status === "failed");
  if (told.length === 0) return null;
  return told.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
}
