import { parseArgs } from "node:util";
import { WrongSettings } from "@/lib/infra/env";
import { runProgram } from "./run-program";

const USAGE = "Usage: npm run harness -- doors|delivery|publishing [proof …] [--short]";

/** `npm run harness -- doors`, `delivery` and `publishing` put the desk's promises to the test on real desks of their own; `--short` is the cut of `npm test`. */
await runProgram(async () => {
  const { doors } = await import("@/lib/harness/doors");
  const { delivery } = await import("@/lib/harness/delivery");
  const { publishing } = await import("@/lib/harness/publishing");
  const { prove } = await import("@/lib/harness/prove");
  const { buildIfNeeded } = await import("./build-if-needed");
  const suites = new Map([
    ["doors", doors],
    ["delivery", delivery],
    ["publishing", publishing],
  ]);
  const { title, names, short } = readArguments(process.argv.slice(2));
  const suite = suites.get(title);
  if (suite === undefined) throw new WrongSettings(`There is no "${title}" to prove.\n${USAGE}`);
  const unknown = names.find((name) => !suite.some((proof) => proof.name === name));
  if (unknown !== undefined)
    throw new WrongSettings(`There is no proof "${unknown}": there are ${suite.map(({ name }) => name).join(", ")}.`);

  await buildIfNeeded({ say });
  const asked = names.length === 0 ? suite : suite.filter(({ name }) => names.includes(name));
  const proofs = short ? asked.filter(({ cutElsewhere }) => cutElsewhere === undefined) : asked;
  const holds = await prove(title, proofs, short ? "short" : "full", say);
  process.exit(holds ? 0 : 1);
});

function readArguments(args: readonly string[]): { title: string; names: readonly string[]; short: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { short: { type: "boolean", default: false } },
    });
    const [title = "", ...names] = positionals;
    return { title, names, short: values.short };
  } catch (error) {
    throw new WrongSettings(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
