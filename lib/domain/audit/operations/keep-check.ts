import { operation } from "@/lib/infra/operation";
import { subjectOfCheck, toCheckRow } from "../check-store";
import { AuditCheck } from "../contract";

/** What came of a look through the chain. A job that is done twice keeps the first. */
export const keepCheck = operation({
  name: "audit.keep-check",
  summary: "Keep what came of a look through the audit trail.",
  effect: "writes",
  permission: "audit:keep",
  input: AuditCheck,
  output: AuditCheck,
  subject: ({ id }) => subjectOfCheck(id),

  async run(check, work) {
    await work.tx.auditCheck.createMany({ data: toCheckRow(check), skipDuplicates: true });
    await work.signal(subjectOfCheck(check.id));
    return check;
  },
});
