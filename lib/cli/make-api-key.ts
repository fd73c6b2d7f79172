import { parseArgs } from "node:util";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { DAY } from "@/lib/core/time";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { closeDb } from "@/lib/infra/db";
import { WrongSettings } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { withDatabase } from "./with-database";

const USAGE = `Usage: npm run -s api-key -- create --name <name> (--role reviewer|manager|admin | --scopes a,b) [--expires 90d]
Prints the key alone, this once.`;

/** Makes a key as the command line asks for it. Throws `WrongSettings` with what was wrong and how it is asked. */
export async function makeApiKey(args: readonly string[]): Promise<string> {
  const input = readArguments(args);
  return await withDatabase(async () => {
    try {
      const { key } = await perform(createApiKey, input, insideCaller("cli", crypto.randomUUID()));
      if (key === null) throw new Error("A new key is shown.");
      return key;
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
      options: {
        name: { type: "string" },
        role: { type: "string" },
        scopes: { type: "string" },
        expires: { type: "string" },
      },
    });
    if (positionals.length !== 1 || positionals[0] !== "create")
      throw new TypeError("There is one thing to do: create.");
    const { scopes, expires, ...rest } = values;
    return {
      ...rest,
      ...(scopes === undefined ? {} : { scopes: scopes.split(",") }),
      ...(expires === undefined ? {} : { expires_at: daysAhead(expires) }),
    };
  } catch (error) {
    throw new WrongSettings(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** `90d` as the moment it means. How far ahead an end may lie, the operation says. */
function daysAhead(text: string): string {
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
  if (days === undefined) throw new TypeError("--expires wants a number of days, such as 90d.");
  return new Date(Date.now() + Number(days) * DAY).toISOString();
}

function sentencesOf({ message, details }: Refusal): string {
  const fields = Object.entries((details["fields"] ?? {}) as Record<string, string[]>);
  return [message, ...fields.map(([field, messages]) => `  ${field}: ${messages.join(" ")}`), USAGE].join("\n");
}
