import { findDeliveryRow } from "@/lib/domain/deliveries/store";
import type { Tx } from "@/lib/infra/db";
import type { Storage } from "@/lib/infra/storage/contract";
import { stores } from "@/lib/infra/storage/stores";
import { payloadUnderWay } from "@/lib/infra/under-way";
import type { DeliveryCopies, DeliveryCopy, Store } from "./contract";
import { checkCopies, replicateCopies } from "./jobs";
import { driverOf, emptiedAt, isWanted, type MoveEnds } from "./rules";
import type { CopyRow } from "./store";

const at = (moment: Date | null | undefined) => moment?.toISOString() ?? null;

/** The moves that say which stores are being emptied, newest first. There are few: somebody asks for each. */
export function movesForRules(tx: Tx): Promise<MoveEnds[]> {
  return tx.storageMove.findMany({
    select: { source: true, target: true, removeSource: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 1000,
  });
}

/** One entry for each store that holds a copy of this delivery or is to get one, the primary first. */
export async function copiesOf(tx: Tx, id: string): Promise<DeliveryCopies> {
  const { publishedAt } = await findDeliveryRow(tx, id);
  const rows = await tx.copy.findMany({ where: { deliveryId: id }, orderBy: { createdAt: "asc" } });
  const [moves, checking, trouble] = await Promise.all([
    movesForRules(tx),
    payloadUnderWay(tx, checkCopies, id),
    lastTrouble(tx, id),
  ]);
  const isAwaited = ({ name }: Storage) =>
    publishedAt !== null && isWanted({ publishedAt, emptied: emptiedAt(name, moves) });
  const configured = stores().flatMap((store, index): DeliveryCopy[] => {
    const facts = { store: store.name, driver: store.driver, is_primary: index === 0, configured: true };
    const row = rows.find((copy) => copy.store === store.name);
    if (row) return [{ ...facts, ...toLook(row) }];
    const waited = { location: null, state: "waiting", verified_at: null, checked_at: null, trouble } as const;
    return isAwaited(store) ? [{ ...facts, ...waited }] : [];
  });
  const known = new Set(stores().map(({ name }) => name));
  const former = rows
    .filter(({ store }) => !known.has(store))
    .map((row): DeliveryCopy => {
      const facts = { store: row.store, driver: driverOf(row.store), is_primary: false, configured: false } as const;
      return { ...facts, ...toLook(row) };
    });
  return { audit_log_id: id, items: [...configured, ...former], checking: checking !== null };
}

const toLook = ({ location, state, verifiedAt, checkedAt, trouble }: CopyRow) => ({
  location,
  state,
  verified_at: at(verifiedAt),
  checked_at: at(checkedAt),
  trouble,
});

/** Why the last try to make what is waited for broke, as the queue keeps it. */
async function lastTrouble(tx: Tx, id: string): Promise<string | null> {
  const [job] = await tx.$queryRaw<{ message: string | null }[]>`
    SELECT output->>'message' AS message FROM pgboss.job
    WHERE name = ${replicateCopies.name} AND singleton_key = ${id} AND state IN ('retry', 'failed')
    ORDER BY created_on DESC LIMIT 1`;
  return job?.message ?? null;
}

interface StoreSums {
  readonly store: string;
  readonly objects: number;
  readonly bytes: number;
  readonly verified: number;
  readonly lost: number;
  readonly troubled: number;
  readonly oldest: Date | null;
}

/** Every store of the settings, the primary first, and those that are only on record. */
export async function storesWithCounts(tx: Tx): Promise<Store[]> {
  const sums = await tx.$queryRaw<StoreSums[]>`
    SELECT c.store, count(*)::int AS objects, coalesce(sum(d.bytes), 0)::float8 AS bytes,
           count(*) FILTER (WHERE c.state = 'verified')::int AS verified,
           count(*) FILTER (WHERE c.state <> 'verified')::int AS lost,
           count(*) FILTER (WHERE c.state = 'verified' AND c.trouble IS NOT NULL)::int AS troubled,
           min(c.checked_at) AS oldest
    FROM copies c JOIN deliveries d ON d.id = c.delivery_id GROUP BY c.store ORDER BY c.store`;
  const moves = await movesForRules(tx);
  const configured = await Promise.all(
    stores().map(async ({ name, driver }, index): Promise<Store> => {
      const waiting = await tx.delivery.count({ where: awaitedIn(name, emptiedAt(name, moves)) });
      return { name, driver, role: index === 0 ? "primary" : "replica", waiting, ...countsOf(sums, name) };
    }),
  );
  const known = new Set(configured.map(({ name }) => name));
  const former = sums
    .filter(({ store }) => !known.has(store))
    .map(({ store: name }): Store => {
      return { name, driver: driverOf(name), role: "former", waiting: 0, ...countsOf(sums, name) };
    });
  return [...configured, ...former];
}

const awaitedIn = (store: string, emptied: Date | null) => ({
  status: "published" as const,
  copies: { none: { store } },
  ...(emptied ? { publishedAt: { gt: emptied } } : {}),
});

function countsOf(sums: readonly StoreSums[], name: string) {
  const {
    objects = 0,
    bytes = 0,
    verified = 0,
    lost = 0,
    troubled = 0,
    oldest,
  } = sums.find(({ store }) => store === name) ?? {};
  return { objects, bytes, verified, lost, troubled, oldest_check_at: at(oldest) };
}
