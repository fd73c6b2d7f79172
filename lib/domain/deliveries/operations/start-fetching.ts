import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { unseal } from "@/lib/infra/secrets";
import { OneRun } from "../contract";
import { storageKeyOf } from "../rules";
import { moveDelivery, subjectOf } from "../store";

/** A worker takes a run up. The answer holds the whole source URL, so it never leaves the worker. */
export const startFetching = operation({
  name: "deliveries.start-fetching",
  summary: "Begin to fetch a delivery's source.",
  effect: "writes",
  permission: "deliveries:run",
  input: OneRun,
  output: z.strictObject({
    source: z.string(),
    storage_key: z.string(),
    checksum: z.string(),
    claimed_seconds: z.number(),
  }),
  subject: ({ id }) => subjectOf(id),

  async run({ id, run }, work) {
    await moveDelivery(work, { id, run }, "fetch", { startedAt: work.now });
    const row = await work.tx.delivery.findUniqueOrThrow({ where: { id } });
    return {
      source: unseal(row.sourceSealed, `deliveries|${id}|source`),
      storage_key: storageKeyOf(row),
      checksum: row.checksum,
      claimed_seconds: row.claimedSeconds,
    };
  },
});
