import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { storeNamed } from "@/lib/infra/storage/stores";
import { leaveJob } from "../leave-job";
import { replicateCopies as replicateJob } from "../jobs";
import { aloneWith } from "../alone";
import { lookAtCopy } from "../look-at-copy";
import { findFilm } from "../store";
import type { Working } from "./replicate-copies";

/** Reads every copy of a delivery again, and leaves work where one is lost or lacks. */
export async function checkCopies(
  { deliveryId }: { readonly deliveryId: string },
  options: Working = {},
): Promise<void> {
  const film = await findFilm(db(), deliveryId);
  for (const { store } of film?.copies ?? []) await verifyCopy({ deliveryId, store }, options);
  if (film) await leaveJob(replicateJob, { delivery_id: deliveryId }, { key: deliveryId });
}

/** Reads one copy again. One whose store the settings name no more, or that is gone by now, is left as it is. */
export async function verifyCopy(
  { deliveryId, store }: { readonly deliveryId: string; readonly store: string },
  { signal, ...clock }: Working = {},
): Promise<void> {
  const storage = storeNamed(store);
  if (!storage) return;
  const look = async () => {
    const film = await findFilm(db(), deliveryId);
    const copy = film?.copies.find((row) => row.store === store);
    if (!film || !copy) return;
    const caller = insideCaller("worker", `${deliveryId}.check`);
    await lookAtCopy(storage, copy, { film, caller, clock, signal });
  };
  await aloneWith(deliveryId, look, signal);
}
