import { operation } from "@/lib/infra/operation";
import { AuditCheck } from "../contract";
import { subjectOfCheck } from "../store";

/** What a worker found in the chain. A job that is done twice keeps the first. */
export const keepCheck = operation({
  name: "audit.keep-check",
  summary: "Keep what a look through the audit trail found.",
  effect: "writes",
  permission: "audit:keep",
  input: AuditCheck,
  output: AuditCheck,
  subject: ({ id }) => subjectOfCheck(id),

  async run(check, work) {
    const { id, at, actor_name: actorName, intact, chained, waiting, head_hash: headHash, finding } = check;
    await work.tx.auditCheck.createMany({
      data: {
        id,
        at: new Date(at),
        actorName,
        intact,
        chained,
        waiting,
        headHash: headHash === null ? null : Buffer.from(headHash, "hex"),
        finding,
      },
      skipDuplicates: true,
    });
    await work.signal(subjectOfCheck(id));
    return check;
  },
});
