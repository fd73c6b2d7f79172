import { z } from "zod";
import { getDelivery } from "@/lib/domain/deliveries/operations/get-delivery";
import { listDeliveries } from "@/lib/domain/deliveries/operations/list-deliveries";
import { previewDelivery } from "@/lib/domain/deliveries/operations/preview-delivery";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { renewLink } from "@/lib/domain/deliveries/operations/renew-link";
import { tool, type Tool } from "./tool";

const OnItsWay = z.object({ audit_log_id: z.string(), status: z.string() });

/** The agents' door: which operations are tools, and what an agent has to know of each beside its schema. */
export const TOOLS: readonly Tool[] = [
  tool(publishFinalAsset, {
    title: "Publish a final asset",
    tells:
      "The same asset (project, prefix, checksum) is one delivery, however often this is called: repeating a call is safe, and so is calling again after a failure. It waits up to 30 seconds; a delivery that takes longer goes on by itself and is looked at with `get_delivery`. With `dry_run` nothing happens: the answer says what would come of it, with every reason against it.",
    idempotent: true,
    reachesOut: true,
    rehearsal: previewDelivery,
    hint: (output) => {
      const delivery = OnItsWay.safeParse(output).data;
      return delivery
        ? `It is ${delivery.status} and goes on by itself. Call get_delivery with {"id": "${delivery.audit_log_id}"} in a while, until its status is published or failed.`
        : undefined;
    },
  }),
  tool(getDelivery, {
    title: "Look at a delivery",
    tells:
      "`status` goes from `queued` over `fetching` and `verifying` to `published` or `failed`. A failed one says why in `error_code` and `error_message`.",
  }),
  tool(listDeliveries, {
    title: "List deliveries",
    tells: "Pass `next_cursor` on as `cursor` for the next page, until it is null.",
  }),
  tool(renewLink, {
    title: "Hand out a fresh link",
    tells:
      "Earlier links go on working until they expire. Every call makes another link, unless it repeats an `idempotency_key`.",
  }),
];
