import { randomUUID } from "node:crypto";
import { operation } from "@/lib/infra/operation";
import { CheckAnswer, CheckChain } from "../contract";
import { checkChain as checkJob } from "../jobs";
import { isDone, settleCheck } from "../settle";
import { subjectOfCheck, toCheck } from "../store";

/** The walk itself takes longer than a transaction may, so a worker walks and this waits. */
export const checkChain = operation({
  name: "audit.check",
  summary: "Look through the whole audit trail: is every entry in its chain as it was written?",
  effect: "writes",
  permission: "audit:read",
  input: CheckChain,
  output: CheckAnswer,
  answers: {
    201: "Checked; `intact` and `finding` say what was found.",
    202: "Still being checked; it comes to stand in the list that Location names.",
  },
  subject: (_input, output) => (output ? subjectOfCheck(output.id) : "audit-check"),

  async run(_input, work) {
    const id = randomUUID();
    await work.enqueue(checkJob, { check_id: id, actor_name: work.caller.actorName }, { key: "chain" });
    return { id, asked_at: work.now.toISOString() };
  },

  settle: settleCheck,

  respond: (settled) =>
    isDone(settled) ? { status: 201 } : { status: 202, headers: { location: "/api/v1/audit-checks" } },

  repeats: {
    idOf: ({ id }) => id,
    async rebuild(id, { tx, now }) {
      const row = await tx.auditCheck.findUnique({ where: { id } });
      return row ? toCheck(row) : { id, asked_at: now.toISOString() };
    },
  },
});
