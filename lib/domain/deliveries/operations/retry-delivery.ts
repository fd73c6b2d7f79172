import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { Delivery, OneDelivery } from "../contract";
import { moveClosed } from "../refusals";
import { findDelivery, findDeliveryRow, lockDeliveryRevision, subjectOf } from "../store";
import { restart } from "./publish-final-asset";

export const retryDelivery = operation({
  name: "deliveries.retry",
  summary: "Try a failed delivery again, from the source it was given.",
  effect: "writes",
  permission: "deliveries:write",
  input: OneDelivery,
  output: Delivery,
  refuses: { delivery_not_found: "not_found", invalid_state_transition: "conflict" },
  answers: { 202: "On its way again; Location says where to look." },
  subject: ({ id }) => subjectOf(id),

  async run({ id }, work) {
    // The same lock a second call to publish takes: whoever comes second meets what the first made.
    await lockUntilCommit(work.tx, id);
    const { status, run } = await findDeliveryRow(work.tx, id);
    if (status !== "failed") throw moveClosed("retry", status);
    return restart(work, { id, run, move: "retry" }, {});
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockDeliveryRevision(tx, id),
  repeats: { idOf: ({ audit_log_id: id }) => id, rebuild: (id, { tx }) => findDelivery(tx, id) },
  respond: ({ audit_log_id: id }) => ({ status: 202, headers: { location: `/api/v1/deliveries/${id}` } }),
});
