import { randomUUID } from "node:crypto";
import type { Client } from "pg";

/** Posts as they stand when they have been frozen and prepared: with a caption, tags and a film of ordinary size. */
const FROZEN = {
  title: "Harbour at night",
  caption: "The last boats come in, the lights go on along the quay, and nobody is in a hurry any more. ".repeat(3),
  tags: ["harbour", "night", "boats"],
  settings: {},
  scheduled_at: "2026-11-21T12:00:00.000Z",
  frozen_at: "2026-11-21T11:45:00.000Z",
  media: {
    delivery_id: "dist_bench",
    bytes: 64 * 1024 ** 2,
    seconds: 90,
    checksum: `sha256:${"5a".repeat(32)}`,
  },
};

/** So many videos, of a project `name`, each of which may go to each channel once. Returns nothing: their ids are `<name>_1` and on. */
export async function addVideos(owner: Client, name: string, count: number): Promise<void> {
  await owner.query(
    `INSERT INTO videos (id, project_id, version, title, tags, checksum, created_at)
     SELECT $1 || '_' || n, $1, 1, 'Film ' || n, '{harbour}', 'sha256:' || md5($1 || n), now()
     FROM generate_series(1, $2::int) n`,
    [name, count],
  );
}

/** Channels of the desk's own feeds, which need no account. */
export async function addFeeds(owner: Client, count: number): Promise<readonly string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO channels (id, name, platform, created_at, created_by)
     SELECT uuidv7(), 'Feed ' || n, 'feed', now(), 'bench' FROM generate_series(1, $1::int) n RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** So many posts scheduled a minute apart from tomorrow on, as planners leave them: neither prepared nor frozen. */
export async function park(owner: Client, count: number): Promise<void> {
  const side = Math.ceil(Math.sqrt(count));
  await addVideos(owner, "parked", side);
  const feeds = await addFeeds(owner, side);
  await owner.query(
    `INSERT INTO distribution_platform_status
       (id, video_id, channel_id, distribution_method, status, scheduled_at, due_at, prepare_due_at, created_at, created_by)
     SELECT uuidv7(), 'parked_' || 1 + n / $1, ($2::uuid[])[1 + n % $1], 'auto_schedule', 'scheduled', at, at,
            at - interval '15 minutes', now(), 'bench'
     FROM generate_series(0, $3::int - 1) n, LATERAL (SELECT now() + interval '1 day' + n * interval '1 minute' AS at) t`,
    [side, feeds, count],
  );
  await owner.query("VACUUM ANALYZE distribution_platform_status, channels, videos");
}

export interface Due {
  /** Each of these videos goes to each of these channels. */
  readonly videos: string;
  readonly channels: readonly string[];
  readonly count: number;
  /** Whether the film is handed on as a link, as webhooks have it. */
  readonly linked?: boolean;
  /** In milliseconds since 1970: when the nth goes out, from 0. */
  readonly atOf: (index: number) => number;
}

/** Puts prepared posts on the schedule, in one transaction, and calls the dispatcher. Returns their ids in order. */
export async function schedule(
  owner: Client,
  { videos, channels, count, linked = false, atOf }: Due,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const link = linked ? { id: randomUUID(), expires_at: "2099-01-01T00:00:00.000Z" } : null;
  const frozen = { ...FROZEN, media: { ...FROZEN.media, link } };
  await owner.query("BEGIN");
  await owner.query(
    `INSERT INTO distribution_platform_status
       (id, video_id, channel_id, distribution_method, status, scheduled_at, due_at, frozen, frozen_at, prepared_at,
        created_at, created_by)
     SELECT o.id, $1 || '_' || 1 + (n - 1) / cardinality($2::uuid[]), ($2::uuid[])[1 + (n - 1) % cardinality($2::uuid[])],
            'auto_schedule', 'scheduled', o.at, o.at, $3::jsonb || jsonb_build_object('marker', o.id), now(), now(), now(), 'bench'
     FROM unnest($4::uuid[], $5::timestamptz[]) WITH ORDINALITY AS o(id, at, n)`,
    [videos, channels, frozen, ids, ids.map((_id, index) => new Date(atOf(index)).toISOString())],
  );
  await owner.query("SELECT pg_notify('marquee_signal', 'publishing')");
  await owner.query("COMMIT");
  return ids;
}

/** Resolves once the query finds nothing more; looks every few milliseconds. */
export async function untilNone(owner: Client, query: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    const { rowCount } = await owner.query(query);
    if (rowCount === 0) return;
    if (performance.now() > until) throw new Error(`Not done after ${withinMs} ms: ${query}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
