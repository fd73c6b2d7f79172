import { randomBytes, randomUUID } from "node:crypto";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { createAlertRoute } from "@/lib/domain/alerts/operations/create-alert-route";
import { testAlertRoute } from "@/lib/domain/alerts/operations/test-alert-route";
import { removeAlertRoute } from "@/lib/domain/alerts/operations/remove-alert-route";
import { sendWebhook } from "@/lib/domain/alerts/workers/send-webhook";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import type { Resolve } from "@/lib/infra/outbound/guard";
import type { End, EntryPoint } from "./list-x";

/** Somebody has alerts sent to an address: the operation judges it, then the worker goes there. It follows no redirect. */
export function alertEntry(resolve: Resolve): EntryPoint {
  return {
    name: "calling a webhook",
    follows: false,
    async reach(url) {
      const caller = insideCaller("cli", "list-x");
      const secret = `whsec_${randomBytes(32).toString("base64")}`;
      const route = { name: randomUUID(), way: "webhook", url, secret } as const;
      let routeId: string;
      try {
        ({ id: routeId } = await perform(createAlertRoute, route, caller));
      } catch (error) {
        if (error instanceof Refusal && error.code === "invalid_request") return "refused";
        throw error;
      }
      const { id } = await perform(testAlertRoute, { id: routeId }, caller, { waitMs: 0 });
      await sendWebhook({ noticeId: id }, { resolve });
      const { trouble } = await db().alertNotice.findUniqueOrThrow({ where: { id } });
      await perform(removeAlertRoute, { id: routeId }, caller);
      return endOf(trouble);
    },
  };
}

function endOf(trouble: string | null): End {
  if (trouble === null) return "arrives";
  return trouble.includes("does not go to") ? "refused" : "stopped";
}
