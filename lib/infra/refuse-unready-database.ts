import { Client } from "pg";
import { appDatabaseUrl, connectionOptions } from "./data-dir";
import { WrongSettings } from "./env";
import { tablesAreCurrent } from "./migrate";

/** Refuses, in a sentence, a database that does not answer or is not of this version. */
export async function refuseUnreadyDatabase(): Promise<void> {
  const client = new Client({ ...connectionOptions(appDatabaseUrl()), connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    if (await tablesAreCurrent(client)) return;
  } catch (error) {
    throw new WrongSettings(
      `The database of DATABASE_URL cannot be used (${error instanceof Error ? error.message : String(error)}): see that it runs, and that "npm run migrate" ran once.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new WrongSettings('The database is not of this version: run "npm run migrate" first.');
}
