import { env } from "@/lib/infra/env";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { Link, RenewLink } from "../contract";
import { promisedEnd } from "../link-rules";
import { findLink } from "../link-store";
import { deliveryNotPublished } from "../refusals";
import { findDeliveryRow, subjectOf } from "../store";

export const renewLink = operation({
  name: "deliveries.renew-link",
  toolName: "renew_link",
  summary: "Hand out a fresh signed link to a published delivery.",
  effect: "writes",
  permission: "links:write",
  input: RenewLink,
  output: Link,
  refuses: { delivery_not_found: "not_found", delivery_not_published: "conflict" },
  answers: { 201: "The fresh link." },
  subject: ({ id }) => subjectOf(id),

  async run({ id, url_expiry_hours: hours }, work) {
    const delivery = await findDeliveryRow(work.tx, id);
    if (delivery.status !== "published") throw deliveryNotPublished(id);
    const { id: linkId } = await issueLink(work, { id, hours });
    return findLink(work, { id, linkId });
  },

  repeats: {
    idOf: ({ id }) => id,
    // The token is no more kept than before: it is made again from the row.
    rebuild: (linkId, work, { id }) => findLink(work, { id, linkId }),
  },
  respond: () => ({ status: 201 }),
});

/** Writes the row behind a link. It promises no more than the desk allows now, whatever was asked for. */
export function issueLink({ tx, caller, now }: Work, { id, hours }: { id: string; hours: number }) {
  const expiresAt = promisedEnd(now, { hours, maxHours: env().LINK_MAX_HOURS });
  return tx.link.create({ data: { deliveryId: id, createdAt: now, createdBy: caller.actorName, expiresAt } });
}
