import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { stores } from "@/lib/infra/storage/stores";

/** Tells the operator, once as a worker starts, of copies in stores that the settings do not name: they count no more. */
export async function warnOfFormerStores(): Promise<void> {
  const groups = await db().copy.groupBy({
    by: ["store"],
    where: { store: { notIn: stores().map(({ name }) => name) } },
    _count: true,
    orderBy: { store: "asc" },
  });
  if (groups.length === 0) return;
  const former = groups.map(({ store, _count: copies }) => ({ store, copies }));
  log.warn(
    { former },
    "copies are on record in stores that the settings do not name, and do not count; one that has another name now is renamed with: npm run storage -- rename <old> <new>",
  );
}
