import { z } from "zod";
import { DAY, SECOND } from "@/lib/core/time";
import { job } from "@/lib/infra/job";

const OneDelivery = z.strictObject({ delivery_id: z.string() });

/**
 * Reading or sending a large film over a slow line takes long, so a job has a day, the longest the queue gives; a
 * worker that is gone is noticed by its heartbeat.
 */
const LONG = { expireInSeconds: DAY / SECOND, heartbeatSeconds: 30, notify: true } as const;

/** Brings a published delivery to one verified copy in each store: makes those that lack, heals those that were lost. */
export const replicateCopies = job({
  name: "copies-replicate",
  payload: OneDelivery,
  queue: { policy: "exclusive", retryLimit: 5, retryDelay: 10, retryBackoff: true, ...LONG },
});

/** Reads every copy of one delivery again, because somebody asked or a store did not have what it should. */
export const checkCopies = job({
  name: "copies-check",
  payload: OneDelivery,
  queue: { policy: "exclusive", retryLimit: 2, retryBackoff: true, ...LONG },
});

/** Reads one copy again, because nobody did for a while. */
export const verifyCopy = job({
  name: "copies-verify",
  payload: z.strictObject({ delivery_id: z.string(), store: z.string() }),
  queue: { policy: "exclusive", retryLimit: 2, retryBackoff: true, ...LONG },
});

/** Goes on with a move of a store's objects from where its row says. */
export const moveObjects = job({
  name: "copies-move-objects",
  payload: z.strictObject({ move_id: z.string() }),
  queue: { policy: "exclusive", retryLimit: 3, retryDelay: 5, retryBackoff: true, ...LONG },
});

export const keyOfCopy = ({ deliveryId, store }: { deliveryId: string; store: string }) => `${deliveryId} ${store}`;
