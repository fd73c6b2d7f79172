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

/** Makes a key as the command line asks for it. Throws `WrongSettings` with what was wrong and how it is asked. */
export async function makeApiKey(args: readonly string[]): Promise<string> {
  const input = readArguments(args);
  return await withDatabase(async () => {
    try {
      return (await perform(createApiKey, input, insideCaller("cli", crypto.randomUUID()))).key;
    } catch (error) {
      throw error instanceof Refusal ? new WrongSettings(sentencesOf(error)) : error;
    } finally {
      await closeDb();
    }
  });
}

function readArguments(args: readonly string[]): object {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: "string" }, role: { type: "string" }, scopes: { type: "string" } },
    });
    if (positionals.length !== 1 || positionals[0] !== "create")
      throw new TypeError("There is one thing to do: create.");
    const { scopes, ...rest } = values;
    return scopes === undefined ? rest : { ...rest, scopes: scopes.split(",") };
  } catch (error) {
    throw new WrongSettings(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function sentencesOf({ message, details }: Refusal): string {
  const fields = Object.entries((details["fields"] ?? {}) as Record<string, string[]>);
  return [message, ...fields.map(([field, messages]) => `  ${field}: ${messages.join(" ")}`), USAGE].join("\n");
}
