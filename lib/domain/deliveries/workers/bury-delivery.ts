import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { perform } from "@/lib/infra/operation";
import { dropStaged } from "@/lib/infra/staging/drop-staged";
import { failDelivery } from "../operations/fail-delivery";
import type { Run } from "./carry-delivery";

/** Closes a run whose worker died or ran out of time. One that came to its end after all is left as it is. */
export async function buryDelivery(run: Run): Promise<void> {
  const lost = { code: "worker_lost", message: "The worker that carried this file was lost. Try it again." };
  await perform(failDelivery, { ...run, ...lost }, insideCaller("worker", `${run.id}.${run.run}`)).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    },
  );
  await dropStaged({ deliveryId: run.id, run: run.run });
}
