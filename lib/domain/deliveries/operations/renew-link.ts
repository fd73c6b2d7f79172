import { HOUR } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { Link, RenewLink } from "../contract";
import { deliveryNotPublished } from "../refusals";
import { findDeliveryRow, subjectOf, toLink } from "../store";

export const renewLink = operation({
  name: "deliveries.renew-link",
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
    return toLink(await issueLink(work, { id, hours }), work.now);
  },

  repeats: {
    idOf: ({ id }) => id,
    // The token is no more kept than before: it is made again from the row.
    rebuild: async (id, { tx, now }) => toLink(await tx.link.findUniqueOrThrow({ where: { id } }), now),
  },
  respond: () => ({ status: 201 }),
});

/** Writes the row behind a link. Whole seconds, because the token carries its end in seconds. */
export function issueLink({ tx, caller, now }: Work, { id, hours }: { id: string; hours: number }) {
  const expiresAt = new Date(Math.floor((now.getTime() + hours * HOUR) / 1000) * 1000);
  return tx.link.create({ data: { deliveryId: id, createdAt: now, createdBy: caller.actorName, expiresAt } });
}
