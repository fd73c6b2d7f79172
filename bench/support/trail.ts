import type { Client } from "pg";
import { numberAsked } from "./asked";
import { withDesk } from "./desk";

/** Measures on a trail in a database of its own: of as many entries as the command names, or 100,000. */
export async function withTrail(title: string, measure: (entries: number) => Promise<void>): Promise<void> {
  const entries = numberAsked(100_000);
  await withDesk({ title: `${title} at ${entries} entries` }, async (owner) => {
    await fill(owner, entries);
    await measure(entries);
  });
}

/** One entry each second up to now, of 50 people and 5 kinds, one in a hundred refused: as a busy desk writes them. */
async function fill(owner: Client, entries: number): Promise<void> {
  await owner.query(
    `INSERT INTO audit_entries (id, at, actor_id, actor_name, door, operation, subject, outcome, code, request_id, address)
     SELECT uuidv7(n * interval '-1 second'), now() - n * interval '1 second', 'user:' || n % 50, 'Somebody ' || n % 50,
            'desk', (array['videos.edit', 'deliveries.publish', 'deliveries.finish', 'deliveries.open-link', 'access.sign-in'])[1 + n % 7919 % 5],
            'video:vid_' || md5((n % 20000)::text), CASE n % 100 WHEN 0 THEN 'refused' ELSE 'done' END,
            CASE n % 100 WHEN 0 THEN 'forbidden' END, 'request-' || n, '203.0.113.7'
     FROM generate_series($1::int, 1, -1) n`,
    [entries],
  );
  await owner.query("VACUUM ANALYZE audit_entries");
}
