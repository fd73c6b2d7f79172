import { randomUUID } from "node:crypto";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { payloadUnderWay } from "@/lib/infra/under-way";
import { findAskedCheck, subjectOfCheck } from "../check-store";
import { CheckAnswer, CheckChain } from "../contract";
import { checkChain as checkJob, THE_CHAIN } from "../jobs";
import { isDone, settleCheck } from "../settle";

/**
 * The walk itself takes longer than a transaction may, so a worker walks and this waits. Each walk reads
 * the whole trail: whoever asks while one is under way joins it, so that no press of a button queues another.
 */
export const checkChain = operation({
  name: "audit.check",
  summary: "Look through the whole audit trail: is every entry in its chain as it was written?",
  effect: "writes",
  permission: "audit:read",
  input: CheckChain,
  output: CheckAnswer,
  answers: {
    201: "It came to its end; `state` and `finding` say what came of it.",
    202: "Still being checked; it comes to stand in the list that Location names.",
  },
  subject: (_input, output) => (output ? subjectOfCheck(output.id) : "audit-check"),

  async run(_input, work) {
    await lockUntilCommit(work.tx, "audit-check");
    const underWay = await payloadUnderWay(work.tx, checkJob, THE_CHAIN);
    if (underWay) return findAskedCheck(underWay.check_id, work);
    const id = randomUUID();
    await work.enqueue(checkJob, { check_id: id, actor_name: work.caller.actorName }, { key: THE_CHAIN });
    return { id, asked_at: work.now.toISOString() };
  },

  settle: settleCheck,

  respond: (settled) =>
    isDone(settled) ? { status: 201 } : { status: 202, headers: { location: "/api/v1/audit-checks" } },

  repeats: { idOf: ({ id }) => id, rebuild: findAskedCheck },
});
