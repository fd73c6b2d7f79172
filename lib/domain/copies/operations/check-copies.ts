import { findDeliveryRow, subjectOf } from "@/lib/domain/deliveries/store";
import { operation } from "@/lib/infra/operation";
import { CopiesOfDelivery, DeliveryCopies } from "../contract";
import { checkCopies as checkJob } from "../jobs";
import { copiesOf } from "../queries";
import { copiesNotYet } from "../refusals";
import { settleCopies } from "../settle";

/** Reading a film again takes longer than a transaction may: a worker reads, and this waits. */
export const checkCopies = operation({
  name: "copies.check",
  summary: "Read every copy of a delivery again and hold it against its checksum.",
  effect: "writes",
  permission: "deliveries:write",
  input: CopiesOfDelivery,
  output: DeliveryCopies,
  refuses: { delivery_not_found: "not_found", delivery_not_published: "conflict" },
  answers: { 200: "Every copy has been looked at.", 202: "Still being read; Location says where to look." },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    const { status } = await findDeliveryRow(work.tx, id);
    if (status !== "published") throw copiesNotYet(id);
    await work.enqueue(checkJob, { delivery_id: id }, { key: id });
    return copiesOf(work.tx, id);
  },

  settle: settleCopies,

  respond: ({ audit_log_id: id, checking }) =>
    checking ? { status: 202, headers: { location: `/api/v1/deliveries/${id}/copies` } } : { status: 200 },

  repeats: { idOf: (_copies, { id }) => id, rebuild: (id, { tx }) => copiesOf(tx, id) },
});
