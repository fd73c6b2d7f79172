import { mailIsSetUp } from "@/lib/domain/access/password-link-store";
import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { env } from "@/lib/infra/env";
import { operation } from "@/lib/infra/operation";
import { LinkPage, ListLinks } from "../contract";
import { findLinks } from "../link-store";
import { findDeliveryRow, subjectOf } from "../store";

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

  async run({ id, limit, cursor }, work) {
    await findDeliveryRow(work.tx, id);
    const links = await findLinks(work, {
      where: { deliveryId: id, ...(cursor ? behind(readCursor(LIST, cursor)) : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const marked = links.map((link) => ({ id: link.id, createdAt: new Date(link.created_at), link }));
    const page = cutPage(LIST, marked, limit);
    return {
      items: page.rows.map(({ link }) => link),
      next_cursor: page.next_cursor,
      max_hours: env().LINK_MAX_HOURS,
      can_mail: mailIsSetUp(),
    };
  },
});
