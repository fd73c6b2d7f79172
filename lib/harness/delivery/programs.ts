import { spawnSync } from "node:child_process";
import { runStep } from "@/lib/cli/run-step";
import { environmentWith } from "@/lib/infra/env";

/** Whether a program is there; Debian's package is installed where it is missing and we may. */
export async function ensureProgram(name: string, packages: readonly string[] = [name]): Promise<boolean> {
  const there = () => spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
  if (there() || process.getuid?.() !== 0) return there();
  await runStep({
    command: "apt-get",
    args: ["install", "-y", "-qq", "--no-install-recommends", ...packages],
    env: environmentWith({ DEBIAN_FRONTEND: "noninteractive" }),
    say: () => undefined,
  }).catch(() => undefined);
  return there();
}
