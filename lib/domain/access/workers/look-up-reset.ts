import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { perform } from "@/lib/infra/operation";
import { startReset } from "../operations/start-reset";

/** Goes on where `askForReset` left off, out of sight of whoever asked. */
export async function lookUpReset({ userId }: { userId: string | null }): Promise<void> {
  if (userId === null) return;
  await perform(startReset, { id: userId }, insideCaller("worker", `reset.${userId}`)).catch((error: unknown) => {
    // The person was removed meanwhile.
    if (!(error instanceof Refusal)) throw error;
  });
}
