import { z } from "zod";
import { CHANNEL_CREDENTIALS } from "@/lib/infra/sealed-columns";
import { unseal } from "@/lib/infra/secrets";
import type { Secrets } from "@/lib/platforms/contract";

const Kept = z.record(z.string(), z.string());

/**
 * What a channel signs in with; null where the secret that sealed it is gone from the ring. A former
 * signing secret is `previous_secret`, with the moment `previous_until` to which it signs as well. One
 * that was put in by hand of a process that may not open it lies sealed inside, as `previous_sealed`.
 */
export function openSecrets({ id, sealed }: { id: string; sealed: string | null }, now: Date): Secrets | null {
  if (sealed === null) return {};
  const kept = open(sealed, id);
  if (kept === null) return null;
  const { previous_sealed: inside, previous_secret: folded, previous_until: until, ...present } = kept;
  const previous = folded ?? (inside === undefined ? undefined : open(inside, id)?.["secret"]);
  if (previous === undefined || until === undefined || new Date(until) <= now) return present;
  return { ...present, previous_secret: previous, previous_until: until };
}

function open(sealed: string, id: string): z.output<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(unseal(sealed, CHANNEL_CREDENTIALS.placeOf(id))));
  } catch {
    return null;
  }
}
