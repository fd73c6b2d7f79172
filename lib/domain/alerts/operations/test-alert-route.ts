import { randomUUID } from "node:crypto";
import { operation } from "@/lib/infra/operation";
import { OneRoute, RouteTest } from "../contract";
import { lookAtNotice } from "../notices";
import { findRouteRow } from "../route-store";
import { TEST } from "../rules";
import { findTest, settleTest } from "../settle";

/** Goes along the real way, whatever the hour and also while the route is switched off; is tried once. */
export const testAlertRoute = operation({
  name: "alerts.test-route",
  summary: "Send a test along a route, and wait for what comes of it.",
  effect: "writes",
  permission: "alerts:manage",
  input: OneRoute,
  output: RouteTest,
  refuses: { alert_route_not_found: "not_found" },
  answers: {
    201: "It went out, or did not: `state` and `trouble` say.",
    202: "Nothing came of it yet; Location is the route, whose `last_notice` tells.",
  },
  subject: ({ id }) => `alert-route:${id}`,

  async run({ id: routeId }, work) {
    const { tx, now, caller } = work;
    const { way, name } = await findRouteRow(tx, routeId);
    const [alertId, id] = [randomUUID(), randomUUID()];
    const subject = `alert-route:${routeId}`;
    const detail = `${caller.actorName} tries out the route ${name}. Nothing is wrong, and there is nothing to do.`;
    await tx.alert.create({ data: { id: alertId, kind: TEST, subject, title: "A test", detail, at: now } });
    await tx.alertNotice.create({ data: { id, alertId, routeId, createdAt: now, dueAt: now } });
    await lookAtNotice(work, { id, routeId, way, test: true }, now);
    return findTest(tx, id, now);
  },

  settle: settleTest,
  // The route tells by its `last_notice` what came of it.
  respond: ({ state, route_id: routeId }) =>
    state === "waiting" ? { status: 202, headers: { location: `/api/v1/alert-routes/${routeId}` } } : { status: 201 },
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findTest(tx, id, now) },
});
