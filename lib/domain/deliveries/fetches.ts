import { DAY } from "@/lib/core/time";
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

/** So long after an opening, what is asked for along the same way belongs to it. */
const ONE_OPENING = DAY;

/**
 * Notes that somebody asked for most of a film from beyond its first byte. That is a jump or a download
 * that goes on where an opening along the same way was noted within a day, and else an opening itself.
 */
export async function noteFetchOfTheRest(note: FetchNote): Promise<void> {
  const { deliveryId, linkId, who } = note;
  const since = new Date(Date.now() - ONE_OPENING);
  const noted = await db()
    .fetch.count({ where: { deliveryId, linkId, who, at: { gt: since } } })
    .catch(() => 0);
  if (noted === 0) await noteFetch(note);
}
