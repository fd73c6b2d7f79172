import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import type { SavedView } from "./contract";
import { viewNotFound } from "./refusals";

export type ViewRow = Prisma.SavedViewGetPayload<object>;

/** Those that somebody sees: their own, and what others share. */
export const seenBy = (ownerId: string) =>
  ({ OR: [{ ownerId }, { shared: true }] }) satisfies Prisma.SavedViewWhereInput;

export const toView = ({ id, name, query, shared, ownerId }: ViewRow, userId: string): SavedView => ({
  id,
  screen: "board",
  name,
  query,
  shared,
  own: ownerId === userId,
});

/** Throws for one that is not there, and for one that somebody keeps to themselves. */
export async function findViewRow(tx: Tx, { id, userId }: { id: string; userId: string }): Promise<ViewRow> {
  const row = isUuid(id) ? await tx.savedView.findFirst({ where: { AND: [{ id }, seenBy(userId)] } }) : null;
  if (!row) throw viewNotFound(id);
  return row;
}
