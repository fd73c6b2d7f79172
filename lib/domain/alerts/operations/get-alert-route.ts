import { operation } from "@/lib/infra/operation";
import { AlertRoute, OneRoute } from "../contract";
import { findRoute } from "../route-store";

export const getAlertRoute = operation({
  name: "alerts.get-route",
  summary: "Show one route of alerts, without its secret and without the path of its address.",
  effect: "reads",
  permission: "alerts:manage",
  input: OneRoute,
  output: AlertRoute,
  refuses: { alert_route_not_found: "not_found" },
  subject: ({ id }) => `alert-route:${id}`,

  async run({ id }, { tx, now }) {
    return findRoute(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
});
