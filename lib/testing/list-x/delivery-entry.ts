import { randomBytes } from "node:crypto";
import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { publishFinalAsset } from "@/lib/domain/deliveries/operations/publish-final-asset";
import { carryDelivery } from "@/lib/domain/deliveries/workers/carry-delivery";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import type { Resolve } from "@/lib/infra/outbound/guard";
import { openSource } from "@/lib/infra/outbound/open-source";
import type { End, EntryPoint } from "./list-x";

/** What the checks after the fetch say of a film that is none: by then it has arrived. */
const ENDS: Readonly<Record<string, End>> = {
  source_refused: "refused",
  invalid_request: "refused",
  source_unreachable: "stopped",
  checksum_mismatch: "arrives",
};

/** Somebody delivers a film from an address: the operation judges it, then the worker goes there. */
export function deliveryEntry(resolve: Resolve): EntryPoint {
  return {
    name: "delivering a film",
    follows: true,
    async reach(url) {
      const code = await codeOf(url, resolve);
      const end = ENDS[code];
      if (end === undefined) throw new Error(`A delivery from ${JSON.stringify(url)} ended as ${code}.`);
      return end;
    },
  };
}

async function codeOf(url: string, resolve: Resolve): Promise<string> {
  const checksum = `sha256:${randomBytes(32).toString("hex")}`;
  const asset = {
    project_id: "list-x",
    final_edit: { video_url: url, duration_seconds: 10, checksum },
    qc_report: { status: "pass" },
  };
  try {
    await perform(publishFinalAsset, asset, insideCaller("cli", "list-x"), { waitMs: 0 });
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  const { id, run } = await db().delivery.findFirstOrThrow({ where: { checksum }, select: { id: true, run: true } });
  const { OUTBOUND_ALLOW: allow, MARQUEE_MAX_BYTES: maxBytes } = env();
  await carryDelivery(
    { id, run },
    { open: (source, signal) => openSource({ url: source, allow, maxBytes, signal, resolve }) },
  );
  return (await db().delivery.findUniqueOrThrow({ where: { id } })).errorCode ?? "none";
}
