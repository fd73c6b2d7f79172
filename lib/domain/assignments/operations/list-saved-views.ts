import { personIdOf } from "@/lib/domain/access/session-store";
import { operation } from "@/lib/infra/operation";
import { ListSavedViews, SavedViewList } from "../contract";
import { seenBy, toView } from "../saved-view-store";

export const listSavedViews = operation({
  name: "assignments.list-views",
  summary: "List the views of a screen that you have saved, and those that others share.",
  effect: "reads",
  permission: "account:own",
  input: ListSavedViews,
  output: SavedViewList,
  subject: () => "saved-views",

  async run({ screen }, { tx, caller }) {
    const userId = personIdOf(caller);
    const rows = await tx.savedView.findMany({
      where: { AND: [seenBy(userId), screen ? { screen } : {}] },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    return { items: rows.map((row) => toView(row, userId)), next_cursor: null };
  },
});
