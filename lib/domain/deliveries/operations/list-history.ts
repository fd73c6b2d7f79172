import { operation } from "@/lib/infra/operation";
import { readCursor, writeCursor } from "@/lib/infra/cursor";
import { HistoryPage, ListHistory } from "../contract";
import { findDeliveryRow, subjectOf } from "../store";

const LIST = "history";

export const listHistory = operation({
  name: "deliveries.history",
  summary: "List what was done to a delivery and its video, and by whom, newest first.",
  effect: "reads",
  permission: "deliveries:read",
  input: ListHistory,
  output: HistoryPage,
  refuses: { delivery_not_found: "not_found", invalid_cursor: "invalid" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, limit, cursor }, { tx }) {
    const { videoId } = await findDeliveryRow(tx, id);
    const mark = cursor ? readCursor(LIST, cursor) : undefined;
    const rows = await tx.auditEntry.findMany({
      where: {
        subject: { in: [subjectOf(id), `video:${videoId}`] },
        // The desk's own bookkeeping is told by the delivery's entries already.
        operation: { notIn: ["videos.register", "videos.describe", "videos.keep-poster"] },
        ...(mark ? { OR: [{ at: { lt: mark.at } }, { at: mark.at, id: { lt: mark.id } }] } : {}),
      },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actorName,
        door: row.door,
        operation: row.operation,
        outcome: row.outcome === "done" ? ("done" as const) : ("refused" as const),
        code: row.code,
      })),
      next_cursor: last ? writeCursor(LIST, { at: last.at, id: last.id }) : null,
    };
  },
});
