import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { ListMoves, MovePage } from "../contract";
import { toMove } from "../store";

const LIST = "storage-moves";

export const listMoves = operation({
  name: "copies.list-moves",
  summary: "List the moves of stored objects from one store to another, newest first.",
  effect: "reads",
  permission: "storage:manage",
  input: ListMoves,
  output: MovePage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "storage-moves",

  async run({ limit, cursor }, { tx }) {
    const rows = await tx.storageMove.findMany({
      where: cursor ? behind(readCursor(LIST, cursor)) : {},
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map(toMove), next_cursor: page.next_cursor };
  },
});
