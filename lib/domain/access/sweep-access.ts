import { DAY } from "@/lib/core/time";
import { db } from "@/lib/infra/db";

/** For so long a person's last sign-in can still be seen, and what became of a link. */
const KEPT_FOR = 30 * DAY;

/** Removes sessions and password links that have been worth nothing for a month. */
export async function sweepAccess(now = new Date()): Promise<void> {
  const lt = new Date(now.getTime() - KEPT_FOR);
  await db().session.deleteMany({ where: { OR: [{ expiresAt: { lt } }, { revokedAt: { lt } }] } });
  await db().passwordLink.deleteMany({
    where: { OR: [{ expiresAt: { lt } }, { revokedAt: { lt } }, { usedAt: { lt } }] },
  });
}
