import { db } from "@/lib/infra/db";
import { stores } from "@/lib/infra/storage/stores";

/** What /metrics says of deliveries, over all that the record holds. */
export interface DeliveryFigures {
  /** published ÷ (published + failed), 1 while nothing has ended yet. */
  readonly successRate: number;
  readonly ended: Readonly<Record<"published" | "failed", number>>;
  /** Milliseconds from the request to `published`: how many took at most so long, their sum and number. */
  readonly latency: {
    readonly buckets: readonly [atMostMs: number, count: number][];
    readonly sum: number;
    readonly count: number;
  };
  /** Verified copies of published deliveries in the stores of the settings, over all. */
  readonly replicas: number;
  readonly bytes: number;
}

/** Upper ends of the latency histogram, in milliseconds. */
const LATENCY_BUCKETS = [250, 1000, 5000, 15_000, 60_000, 300_000, 1_800_000] as const;

/** Computed at the scrape, because the web process that is asked is not the worker that carried. */
export async function deliveryFigures(): Promise<DeliveryFigures> {
  const names = stores().map(({ name }) => name);
  const [row] = await db().$queryRaw<
    { published: number; failed: number; replicas: number; bytes: number; sum: number; at_most: number[] }[]
  >`
    SELECT count(*) FILTER (WHERE status = 'published')::int AS published,
           count(*) FILTER (WHERE status = 'failed')::int AS failed,
           (SELECT count(*)::int FROM copies WHERE state = 'verified' AND store = ANY(${names})) AS replicas,
           coalesce(sum(bytes) FILTER (WHERE status = 'published'), 0)::float8 AS bytes,
           coalesce(sum(extract(epoch FROM published_at - queued_at) * 1000) FILTER (WHERE status = 'published'), 0)::float8 AS sum,
           (SELECT array_agg((SELECT count(*)::int FROM deliveries
                              WHERE status = 'published' AND extract(epoch FROM published_at - queued_at) * 1000 <= edge) ORDER BY edge)
              FROM unnest(${[...LATENCY_BUCKETS]}::int[]) AS edge) AS at_most
    FROM deliveries`;
  const { published = 0, failed = 0, replicas = 0, bytes = 0, sum = 0, at_most: atMost = [] } = row ?? {};
  return {
    successRate: published + failed === 0 ? 1 : published / (published + failed),
    ended: { published, failed },
    latency: { buckets: LATENCY_BUCKETS.map((edge, index) => [edge, atMost[index] ?? 0]), sum, count: published },
    replicas,
    bytes,
  };
}
