import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { Checksum } from "@/lib/domain/videos/contract";
import { Delivery, OneRun } from "../contract";
import { moveDelivery, subjectOf } from "../store";

export const startVerifying = operation({
  name: "deliveries.start-verifying",
  summary: "Begin to verify and store a file that has been fetched.",
  effect: "writes",
  permission: "deliveries:run",
  input: OneRun.extend({ computed_checksum: Checksum, bytes: z.int() }),
  output: Delivery,
  subject: ({ id }) => subjectOf(id),
  run: ({ id, run, computed_checksum: computedChecksum, bytes }, work) =>
    moveDelivery(work, { id, run }, "verify", { computedChecksum, bytes, bytesFetched: bytes }),
});
