import { operation } from "@/lib/infra/operation";
import { ALERT_SECRET, ALERT_URL } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import type { Work } from "@/lib/infra/work";
import { AlertRoute, EditRoute } from "../contract";
import { endWaiting, lookAtNotice } from "../notices";
import { quietUntil } from "../quiet-hours";
import { fieldOfOtherWay } from "../refusals";
import { addressOf, findRoute, lockRoute, lockRouteRevision, quietHoursOf, toQuietRow } from "../route-store";
import { shownUrl, TEST } from "../rules";

export const editAlertRoute = operation({
  name: "alerts.edit-route",
  summary: "Change a route of alerts, switch it off, or on again.",
  effect: "writes",
  permission: "alerts:manage",
  input: EditRoute,
  output: AlertRoute,
  refuses: { alert_route_not_found: "not_found" },
  subject: ({ id }) => `alert-route:${id}`,

  async run({ id, name, email, url, secret, kinds, quiet_hours: quiet, enabled }, work) {
    const { tx, now } = work;
    const { way } = await lockRoute(tx, id);
    if (way === "webhook" && email !== undefined) throw fieldOfOtherWay("email", way);
    if (way === "email" && url !== undefined) throw fieldOfOtherWay("url", way);
    if (way === "email" && secret !== undefined) throw fieldOfOtherWay("secret", way);
    const address = url === undefined ? null : addressOf(url);
    await tx.alertRoute.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(address && { urlShown: shownUrl(address), urlSealed: seal(address.href, ALERT_URL.placeOf(id)) }),
        ...(secret === undefined ? {} : { secretSealed: seal(secret, ALERT_SECRET.placeOf(id)) }),
        ...(kinds === undefined ? {} : { kinds }),
        ...(quiet === undefined ? {} : toQuietRow(quiet)),
        ...(enabled === undefined ? {} : { enabled }),
        revision: { increment: 1 },
      },
    });
    if (enabled === false) await endWaiting(work, id, "The route was switched off before this went out.");
    else if (quiet !== undefined) await moveWaiting(work, id);
    return findRoute(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockRouteRevision(tx, id),
});

/** What waits for the end of the old quiet hours waits for that of the new ones, or goes at once. */
async function moveWaiting(work: Work, routeId: string): Promise<void> {
  const { tx, now } = work;
  const route = await lockRoute(tx, routeId);
  const dueAt = quietUntil(now, quietHoursOf(route)) ?? now;
  const where = { routeId, state: "waiting" as const, attempts: 0, alert: { kind: { not: TEST } } };
  const moved = await tx.alertNotice.findMany({ where, select: { id: true } });
  await tx.alertNotice.updateMany({ where, data: { dueAt } });
  // One look is enough for a mail, which takes all of them.
  for (const { id } of route.way === "email" ? moved.slice(0, 1) : moved) {
    await lookAtNotice(work, { id, routeId, way: route.way, test: false }, dueAt);
  }
}
