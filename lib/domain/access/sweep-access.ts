import { DAY } from "@/lib/core/time";
import { db } from "@/lib/infra/db";

/** For so long what became of a session or a link can still be seen. Longer than a repeated request is recognised, whose answer shows the link again. */
const KEPT_FOR = 30 * DAY;

/** Removes sessions and password links that have been worth nothing for a month. */
export async function sweepAccess(now = new Date()): Promise<void> {
  const lt = new Date(now.getTime() - KEPT_FOR);
  await db().session.deleteMany({ where: { OR: [{ expiresAt: { lt } }, { revokedAt: { lt } }] } });
  await db().passwordLink.deleteMany({
    where: { OR: [{ expiresAt: { lt } }, { revokedAt: { lt } }, { usedAt: { lt } }] },
  });
}
