import { operation } from "@/lib/infra/operation";
import { Delivery, OneDelivery } from "../contract";
import { findDelivery, subjectOf } from "../store";

export const getDelivery = operation({
  name: "deliveries.get",
  toolName: "get_delivery",
  summary: "Show one delivery: how far it is and, once it is published, its record.",
  effect: "reads",
  permission: "deliveries:read",
  input: OneDelivery,
  output: Delivery,
  refuses: { delivery_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),
  revisionOf: ({ revision }) => revision,
  run: ({ id }, { tx }) => findDelivery(tx, id),
});
