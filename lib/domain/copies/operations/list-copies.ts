import { operation } from "@/lib/infra/operation";
import { subjectOf } from "@/lib/domain/deliveries/store";
import { CopiesOfDelivery, DeliveryCopies } from "../contract";
import { copiesOf } from "../queries";

export const listCopies = operation({
  name: "copies.list",
  summary: "List where a delivery's file is kept, and when each copy was verified last.",
  effect: "reads",
  permission: "deliveries:read",
  input: CopiesOfDelivery,
  output: DeliveryCopies,
  refuses: { delivery_not_found: "not_found" },
  subject: ({ id }) => subjectOf(id),
  run: ({ id }, { tx }) => copiesOf(tx, id),
});
