import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { OneRun } from "../contract";
import { storageKeyOf } from "../rules";
import { moveDelivery, subjectOf } from "../store";

/** A worker takes a run up. The answer holds the sealed source URL: the worker opens it, and nobody else. */
export const startFetching = operation({
  name: "deliveries.start-fetching",
  summary: "Begin to fetch a delivery's source.",
  effect: "writes",
  permission: "deliveries:run",
  input: OneRun,
  output: z.strictObject({
    source_sealed: z.string(),
    storage_key: z.string(),
    checksum: z.string(),
    claimed_seconds: z.number(),
  }),
  subject: ({ id }) => subjectOf(id),

  async run({ id, run }, work) {
    await moveDelivery(work, { id, run }, "fetch", { startedAt: work.now });
    const row = await work.tx.delivery.findUniqueOrThrow({ where: { id } });
    return {
      source_sealed: row.sourceSealed,
      storage_key: storageKeyOf(row),
      checksum: row.checksum,
      claimed_seconds: row.claimedSeconds,
    };
  },
});
