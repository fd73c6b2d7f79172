import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { environmentWith } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import { runStep } from "./run-step";

/** Under which names systems keep it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Sees to a Chromium for the end-to-end tests: the one on PATH, else Playwright's own, else
 * Debian's by apt (as root), else a download by Playwright. Says what it does. Returns the path of
 * the program, or undefined when there is none in the end.
 */
export async function ensureChromium(say: (line: string) => void): Promise<string | undefined> {
  const known = find();
  if (known !== undefined) return known;
  if (process.getuid?.() === 0 && onPath(["apt-get"]) !== undefined) {
    say("no Chromium on PATH: installing Debian's with apt-get");
    const quiet = environmentWith({ DEBIAN_FRONTEND: "noninteractive" });
    await runStep({ command: "apt-get", args: ["update", "-qq"], env: quiet, say });
    await runStep({
      command: "apt-get",
      args: ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
      env: quiet,
      say,
    });
    const installed = find();
    if (installed !== undefined) return installed;
  }
  say("no Chromium yet: letting Playwright download its own");
  const cli = join(projectRoot(), "node_modules/@playwright/test/cli.js");
  await runStep({ command: process.execPath, args: [cli, "install", "chromium"], env: environmentWith({}), say });
  const downloaded = find();
  if (downloaded === undefined) {
    say('There is no Chromium for the end-to-end tests: install one, as with "apt-get install chromium".');
  }
  return downloaded;
}

function find(): string | undefined {
  const own = chromium.executablePath();
  return onPath(NAMES) ?? (existsSync(own) ? own : undefined);
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (environmentWith({})["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
