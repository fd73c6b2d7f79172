import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { everyDeskPage, everyTarget, pathTo } from "./addressing";
import type { HarnessDesk } from "./desk";

/** A text that the desk has given away or keeps somewhere, and where that is. */
export interface Heard {
  readonly what: string;
  readonly text: string;
}

/** Every page and every list, as an admin sees it. */
export async function lookAround(desk: HarnessDesk, cookie: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  const lists = everyTarget().filter(
    ({ method, permission, address }) => method === "GET" && permission !== null && !address.includes("{"),
  );
  for (const path of [
    ...everyDeskPage().map((page) => pathTo(page, {})),
    ...lists.map(({ address }) => address),
    "/metrics",
    "/readyz",
    "/sign-in",
    "/api/openapi.json",
  ]) {
    const { text } = await desk.ask({ path, headers: { cookie } });
    // A delivery shows its own living link to who may read deliveries: that is what it is for.
    heard.push({
      what: `GET ${path}`,
      text: path === "/api/v1/deliveries" ? text.replaceAll(/\/d\/[\w.-]+/g, "/d/") : text,
    });
  }
  return heard;
}

/** Every table of the database, the queue's among them, as one text each. */
export async function tables(desk: HarnessDesk): Promise<Heard[]> {
  const names = await desk.sql<{ schema: string; name: string }>(
    "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const read: Heard[] = [];
  for (const { schema, name } of names) {
    const [row] = await desk.sql<{ text: string }>(
      `SELECT coalesce(string_agg(t::text, chr(10)), '') AS text FROM "${schema}"."${name}" t`,
    );
    read.push({ what: `table ${schema}.${name}`, text: row?.text ?? "" });
  }
  return read;
}

export function logs({ dataDir }: HarnessDesk): Heard[] {
  const folder = join(dataDir, "logs");
  return readdirSync(folder).map((name) => ({ what: `log ${name}`, text: readFileSync(join(folder, name), "utf8") }));
}
