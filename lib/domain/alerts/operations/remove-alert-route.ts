import { operation } from "@/lib/infra/operation";
import { OneRoute, RemovedRoute } from "../contract";
import { endWaiting } from "../notices";
import { lockRoute, lockRouteRevision } from "../route-store";

/** Its row stays, so that old alerts can still tell how they fared along it; what was sealed goes. */
export const removeAlertRoute = operation({
  name: "alerts.remove-route",
  summary: "Remove a route of alerts, and with it its address and its secret.",
  effect: "writes",
  permission: "alerts:manage",
  input: OneRoute,
  output: RemovedRoute,
  refuses: { alert_route_not_found: "not_found" },
  subject: ({ id }) => `alert-route:${id}`,

  async run({ id }, work) {
    const { name } = await lockRoute(work.tx, id);
    await work.tx.alertRoute.update({
      where: { id },
      data: {
        removedAt: work.now,
        enabled: false,
        email: null,
        urlShown: null,
        urlSealed: null,
        secretSealed: null,
        revision: { increment: 1 },
      },
    });
    await endWaiting(work, id, "The route was removed before this went out.");
    return { id, name, removed: true as const };
  },

  revisionOf: () => undefined,
  lockRevision: ({ id }, tx) => lockRouteRevision(tx, id),
});
