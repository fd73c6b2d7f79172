import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import { Link, OneLink } from "../contract";
import { findLink } from "../link-store";
import { linkNotFound } from "../refusals";
import { subjectOf } from "../store";

/** Revoking twice is revoking once: the second call answers the same and changes nothing. */
export const revokeLink = operation({
  name: "deliveries.revoke-link",
  summary: "Make a signed link worthless from now on.",
  effect: "writes",
  permission: "links:write",
  input: OneLink,
  output: Link,
  refuses: { link_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),

  async run({ id, link_id: linkId }, work) {
    if (!isUuid(linkId)) throw linkNotFound(linkId);
    await work.tx.link.updateMany({
      where: { id: linkId, deliveryId: id, revokedAt: null },
      data: { revokedAt: work.now },
    });
    return findLink(work, { id, linkId });
  },
});
