import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import { Link, RevokeLink } from "../contract";
import { linkNotFound } from "../refusals";
import { subjectOf, toLink } from "../store";

/** Revoking twice is revoking once: the second call answers the same and changes nothing. */
export const revokeLink = operation({
  name: "deliveries.revoke-link",
  summary: "Make a signed link worthless from now on.",
  effect: "writes",
  permission: "links:write",
  input: RevokeLink,
  output: Link,
  refuses: { link_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, link_id: linkId }, { tx, now }) {
    if (!isUuid(linkId)) throw linkNotFound(linkId);
    await tx.link.updateMany({ where: { id: linkId, deliveryId: id, revokedAt: null }, data: { revokedAt: now } });
    const row = await tx.link.findFirst({ where: { id: linkId, deliveryId: id } });
    if (!row) throw linkNotFound(linkId);
    return toLink(row, now);
  },
});
