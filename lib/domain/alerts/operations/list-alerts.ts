import { personOf } from "@/lib/domain/access/session-store";
import { behindMoment, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { alertInclude, countUnseen, seenUntil, toAlert } from "../alert-store";
import { AlertPage, ListAlerts } from "../contract";
import { TEST } from "../rules";

const LIST = "alerts";

export const listAlerts = operation({
  name: "alerts.list",
  summary: "List what somebody should look at, newest first, and how many of it the person has not seen.",
  effect: "reads",
  permission: "deliveries:read",
  input: ListAlerts,
  output: AlertPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "alerts",

  async run({ limit, cursor, kind }, { tx, caller, now }) {
    const rows = await tx.alert.findMany({
      where: { AND: [{ kind: kind ?? { not: TEST } }, cursor ? behindMoment(readCursor(LIST, cursor)) : {}] },
      include: alertInclude,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    const person = personOf(caller);
    const seen = person === null ? null : await seenUntil(tx, person);
    return {
      items: page.rows.map((row) => toAlert(row, now)),
      next_cursor: page.next_cursor,
      unseen: seen && (await countUnseen(tx, seen)),
      seen_until: seen && seen.toISOString(),
    };
  },
});
