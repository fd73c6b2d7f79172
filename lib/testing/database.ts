import { Client, type QueryResultRow } from "pg";
import { env } from "@/lib/infra/env";
import { databaseUrls } from "@/lib/infra/data-dir";

/** Asks the test file's database as its owner: to look at, or to arrange, what `marquee_app` may not. */
export async function asOwner<Row extends QueryResultRow>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrls(env()).ownerUrl, options: "-c timezone=UTC" });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
