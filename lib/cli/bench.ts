import { readdirSync } from "node:fs";
import { join } from "node:path";
import { environmentWith, WrongSettings } from "@/lib/infra/env";
import { projectRoot } from "@/lib/infra/project-root";
import { runProgram } from "./run-program";
import { runStep } from "./run-step";

/** `npm run bench -- <name> …` runs bench/<name>.ts with what follows; without a name it says which there are. */
await runProgram(async () => {
  const [name, ...args] = process.argv.slice(2);
  const names = readdirSync(join(projectRoot(), "bench"))
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3));
  const list = names.length === 0 ? "There are none yet." : `There are: ${names.join(", ")}.`;
  if (name === undefined) {
    process.stdout.write(`npm run bench -- <name> runs a benchmark. ${list}\n`);
    return;
  }
  if (!names.includes(name)) throw new WrongSettings(`There is no benchmark "${name}". ${list}`);
  process.exitCode = await runStep({
    command: process.execPath,
    args: ["--enable-source-maps", "--expose-gc", join(projectRoot(), "dist", "bench", `${name}.js`), ...args],
    env: environmentWith({ NODE_ENV: "production" }),
  });
});
