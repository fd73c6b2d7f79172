import type { StateName } from "@/components/ui/states";
import { DAY } from "@/lib/core/time";
import type { ApiKey, ApiKeySecret } from "@/lib/domain/access/contract";

/** From how near its end on a key is said to expire soon. */
const SOON = 14 * DAY;

export interface KeyStanding {
  readonly states: readonly StateName[];
  /** Whether a service can still come in with it, or could after a rotation. */
  readonly ended: boolean;
  /** When it stops working by itself; null for never, and once it has stopped. */
  readonly endsAt: string | null;
  /** The secrets that work, newest first: two while it is being rotated. */
  readonly living: readonly ApiKeySecret[];
}

/** How a key stands at this moment, as its row shows it. */
export function standingOf(key: ApiKey, now: Date): KeyStanding {
  if (key.revoked_at !== null) return { states: ["revoked"], ended: true, endsAt: null, living: [] };
  if (isPast(key.expires_at, now)) return { states: ["expired"], ended: true, endsAt: null, living: [] };
  const living = key.secrets.filter((secret) => secret.revoked_at === null && !isPast(secret.expires_at, now));
  // A rotation that was taken back leaves a secret with an end of its own; a new rotation helps.
  if (living.length === 0) return { states: ["expired"], ended: false, endsAt: null, living };
  const endsAt = earlier(key.expires_at, lastEnd(living));
  const soon = endsAt !== null && Date.parse(endsAt) - now.getTime() <= SOON;
  const rotating = living.length > 1;
  const states: StateName[] = [...(soon ? ["expiring" as const] : []), ...(rotating ? ["rotating" as const] : [])];
  return { states: states.length > 0 ? states : ["active"], ended: false, endsAt, living };
}

const isPast = (moment: string | null, now: Date) => moment !== null && Date.parse(moment) <= now.getTime();

/** The end of the secret that works longest; null where one has no end. */
function lastEnd(secrets: readonly ApiKeySecret[]): string | null {
  const ends = secrets.map(({ expires_at: end }) => end);
  return ends.includes(null)
    ? null
    : (ends
        .flatMap((end) => end ?? [])
        .toSorted()
        .at(-1) ?? null);
}

const earlier = (one: string | null, other: string | null) =>
  one === null || other === null ? (one ?? other) : Date.parse(one) < Date.parse(other) ? one : other;
