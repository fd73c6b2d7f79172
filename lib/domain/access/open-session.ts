import { DAY } from "@/lib/core/time";
import type { Work } from "@/lib/infra/work";

/** How long a sign-in lasts. The row can end it sooner, on the next request. */
const SESSION_LASTS = 14 * DAY;

export interface OpenSession {
  readonly userId: string;
  readonly method: "password" | "oidc";
  /** What the browser says of itself, by which its owner knows it again. */
  readonly userAgent: string | null;
}

/** The row of a new sign-in, whichever way somebody proved who they are. Returns its id; the person's row is locked, see `lockPersonRow`. */
export async function openSession(
  { tx, now, caller }: Work,
  { userId, method, userAgent }: OpenSession,
): Promise<string> {
  const { id } = await tx.session.create({
    data: {
      userId,
      method,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LASTS),
      address: caller.address,
      userAgent: userAgent?.slice(0, 400) ?? null,
    },
    select: { id: true },
  });
  // Of two sign-ins whose clocks differ the later one counts.
  await tx.user.updateMany({
    where: { id: userId, OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: now } }] },
    data: { lastSeenAt: now },
  });
  return id;
}
