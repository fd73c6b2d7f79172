import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";

export interface FetchNote {
  readonly deliveryId: string;
  /** The link it came through; null for who is signed in or has a key. */
  readonly linkId: string | null;
  readonly how: "watched" | "downloaded";
  /** The person's or the key's name; null through a link, where nobody is asked for one. */
  readonly who: string | null;
}

/**
 * Notes that somebody opened a film. An observation like `progress.ts`, not an act of the desk: no
 * operation, no audit entry, and a note that fails never keeps anybody from the film.
 */
export async function noteFetch({ deliveryId, linkId, how, who }: FetchNote): Promise<void> {
  await db()
    .fetch.create({ data: { deliveryId, linkId, how, who, at: new Date() } })
    .catch((error: unknown) => log.warn({ err: error, deliveryId }, "a fetch could not be noted"));
}
