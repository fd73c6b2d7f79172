import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { ListRoutes, RoutePage } from "../contract";
import { routeRows, toRoutes } from "../route-store";

const LIST = "alert-routes";

export const listAlertRoutes = operation({
  name: "alerts.list-routes",
  summary: "List the routes that alerts go along, newest first, and how their last notice fared.",
  effect: "reads",
  permission: "alerts:manage",
  input: ListRoutes,
  output: RoutePage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "alert-routes",

  async run({ limit, cursor }, { tx, now }) {
    const rows = await routeRows(tx, cursor ? behind(readCursor(LIST, cursor)) : {}, limit + 1);
    const page = cutPage(LIST, rows, limit);
    return { items: await toRoutes(tx, page.rows, now), next_cursor: page.next_cursor };
  },
});
