import { parseArgs } from "node:util";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { closeDb } from "@/lib/infra/db";
import { WrongSettings } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { withDatabase } from "./with-database";

const USAGE = `Usage: npm run -s api-key -- create --name <name> (--role reviewer|manager|admin | --scopes a,b)
Prints the key alone, this once.`;

/** `npm run -s api-key -- create --name ci --role admin` prints a new key and nothing else. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { name: { type: "string" }, role: { type: "string" }, scopes: { type: "string" } },
  });
  if (positionals.length !== 1 || positionals[0] !== "create") throw new TypeError(USAGE);
  const input = { name: values.name, role: values.role, scopes: values.scopes?.split(",") };
  const made = await withDatabase(async () => {
    const result = await perform(createApiKey, dropUndefined(input), insideCaller("cli", crypto.randomUUID()));
    await closeDb();
    return result;
  });
  process.stdout.write(`${made.key}\n`);
}

const dropUndefined = (input: object) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exit(1);
  },
);

function sentenceFor(error: unknown): string {
  if (error instanceof Refusal) {
    const fields = Object.entries((error.details["fields"] ?? {}) as Record<string, string[]>);
    return [error.message, ...fields.map(([field, messages]) => `  ${field}: ${messages.join(" ")}`), USAGE].join("\n");
  }
  if (error instanceof WrongSettings || error instanceof TypeError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
