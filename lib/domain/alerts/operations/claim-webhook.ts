import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { lookAtNotice } from "../notices";
import { quietUntil } from "../quiet-hours";
import { quietHoursOf } from "../route-store";
import { TEST, WEBHOOK_LEASE } from "../rules";

/**
 * Takes a notice that is due for one try. From then on it is due again a little later: where the worker
 * dies before it has noted what came of the try, another sends the same again under the same id.
 */
export const claimWebhook = operation({
  name: "alerts.claim-webhook",
  summary: "Take a due notice of a webhook for one try.",
  effect: "writes",
  permission: "alerts:raise",
  input: z.strictObject({ notice_id: z.uuid() }),
  output: z.strictObject({ claimed: z.boolean() }),
  subject: ({ notice_id: id }) => `alert-notice:${id}`,

  async run({ notice_id: id }, work) {
    const { tx, now } = work;
    await tx.$queryRaw`SELECT 1 AS held FROM alert_notices WHERE id = ${id}::uuid FOR UPDATE`;
    const notice = await tx.alertNotice.findUnique({ where: { id }, include: { route: true, alert: true } });
    if (!notice || notice.state !== "waiting" || notice.dueAt > now) return { claimed: false };
    const { route, routeId } = notice;
    const test = notice.alert.kind === TEST;
    if (route.removedAt || (!route.enabled && !test)) {
      const trouble = "The route was switched off before this went out.";
      await tx.alertNotice.update({ where: { id }, data: { state: "failed", trouble } });
      return { claimed: false };
    }
    const quiet = test ? null : quietUntil(now, quietHoursOf(route));
    const dueAt = quiet ?? new Date(now.getTime() + WEBHOOK_LEASE);
    await tx.alertNotice.update({ where: { id }, data: { dueAt, ...(quiet ? {} : { attempts: { increment: 1 } }) } });
    await lookAtNotice(work, { id, routeId, way: "webhook", test }, dueAt);
    return { claimed: quiet === null };
  },
});
