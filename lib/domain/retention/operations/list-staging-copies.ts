import { readCursor, writeCursor } from "@/lib/infra/cursor";
import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { ListStagingCopies, StagingCopyPage } from "../contract";
import { reasonsToKeep } from "../needs";
import { inState } from "../rules";
import { findStagingCopies } from "../store";

export const listStagingCopies = operation({
  name: "retention.list",
  summary: "List the staging copies: what goes next, what is held and what is still needed.",
  effect: "reads",
  permission: "deliveries:read",
  input: ListStagingCopies,
  output: StagingCopyPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "staging-copies",

  async run({ state, project, limit, cursor }, work) {
    const reasons = await reasonsToKeep(work);
    const where = {
      AND: [
        state ? inState(state, { now: work.now, reasons }) : { droppedAt: null },
        project ? { delivery: { projectId: project } } : {},
      ],
    };
    const order = state === "dropped" ? LAST_GONE : NEXT_TO_GO;
    const mark = cursor ? readCursor(order.list, cursor) : null;
    const rows = await findStagingCopies(
      work,
      { where: { AND: [where, mark ? order.behind(mark) : {}] }, orderBy: order.by, take: limit + 1 },
      reasons,
    );
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const { _count: total, _sum: sum } = await work.tx.stagingCopy.aggregate({
      where,
      _count: true,
      _sum: { bytes: true },
    });
    const gone = state === "dropped" ? { not: null } : null;
    const projects = mark
      ? []
      : await work.tx.delivery.findMany({
          where: { stagingCopy: { is: { droppedAt: gone } } },
          distinct: ["projectId"],
          orderBy: { projectId: "asc" },
          select: { projectId: true },
        });
    return {
      items,
      next_cursor: last
        ? writeCursor(order.list, { at: new Date(last.dropped_at ?? last.drop_at), id: last.audit_log_id })
        : null,
      total,
      total_bytes: Number(sum.bytes ?? 0n),
      projects: projects.map(({ projectId }) => projectId),
    };
  },
});

interface Order {
  readonly list: string;
  readonly by: Prisma.StagingCopyOrderByWithRelationInput[];
  readonly behind: (mark: { readonly at: Date; readonly id: string }) => Prisma.StagingCopyWhereInput;
}

const NEXT_TO_GO: Order = {
  list: "staging-copies",
  by: [{ dropAt: "asc" }, { deliveryId: "asc" }],
  behind: ({ at, id }) => ({ OR: [{ dropAt: { gt: at } }, { dropAt: at, deliveryId: { gt: id } }] }),
};

const LAST_GONE: Order = {
  list: "staging-copies-gone",
  by: [{ droppedAt: "desc" }, { deliveryId: "desc" }],
  behind: ({ at, id }) => ({ OR: [{ droppedAt: { lt: at } }, { droppedAt: at, deliveryId: { lt: id } }] }),
};
