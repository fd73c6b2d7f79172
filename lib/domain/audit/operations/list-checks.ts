import { behindMoment, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { CheckPage, ListChecks } from "../contract";
import { toCheck } from "../check-store";

const LIST = "audit-checks";

export const listChecks = operation({
  name: "audit.list-checks",
  summary: "List the checks of the audit trail, newest first.",
  effect: "reads",
  permission: "audit:read",
  input: ListChecks,
  output: CheckPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "audit-checks",

  async run({ limit, cursor }, { tx }) {
    const rows = await tx.auditCheck.findMany({
      where: cursor ? behindMoment(readCursor(LIST, cursor)) : {},
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map(toCheck), next_cursor: page.next_cursor };
  },
});
