import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { LinkPage, ListLinks } from "../contract";
import { findDeliveryRow, subjectOf, toLink } from "../store";

const LIST = "links";

export const listLinks = operation({
  name: "deliveries.list-links",
  summary: "List the links that were handed out for a delivery, newest first.",
  effect: "reads",
  permission: "deliveries:read",
  input: ListLinks,
  output: LinkPage,
  refuses: { delivery_not_found: "not_found", invalid_cursor: "invalid" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, limit, cursor }, { tx, now }) {
    await findDeliveryRow(tx, id);
    const rows = await tx.link.findMany({
      where: { deliveryId: id, ...(cursor ? behind(readCursor(LIST, cursor)) : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map((row) => toLink(row, now)), next_cursor: page.next_cursor };
  },
});
