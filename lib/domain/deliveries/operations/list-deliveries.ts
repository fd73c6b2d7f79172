import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { literally } from "@/lib/infra/like";
import { operation } from "@/lib/infra/operation";
import { DeliveryPage, ListDeliveries } from "../contract";
import { deliveryInclude, toDelivery } from "../store";

const LIST = "deliveries";

export const listDeliveries = operation({
  name: "deliveries.list",
  toolName: "list_deliveries",
  summary: "List deliveries, newest first, by project, status and title.",
  effect: "reads",
  permission: "deliveries:read",
  input: ListDeliveries,
  output: DeliveryPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "deliveries",

  async run({ project, status, title, limit, cursor }, { tx }) {
    const rows = await tx.delivery.findMany({
      where: {
        ...(project ? { projectId: project } : {}),
        ...(status ? { status } : {}),
        ...(title ? { video: { title: { contains: literally(title), mode: "insensitive" } } } : {}),
        ...(cursor ? behind(readCursor(LIST, cursor)) : {}),
      },
      include: deliveryInclude(),
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map(toDelivery), next_cursor: page.next_cursor };
  },
});
