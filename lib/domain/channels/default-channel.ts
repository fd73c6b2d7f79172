import type { Tx } from "@/lib/infra/db";
import { lockUntilCommit } from "@/lib/infra/lock";

/** Makes room for a platform's default channel: there is one at most, and the former one changes by this. */
export async function claimDefault(tx: Tx, platform: string): Promise<void> {
  await lockUntilCommit(tx, `default-channel:${platform}`);
  await tx.channel.updateMany({
    where: { platform, isDefault: true },
    data: { isDefault: false, revision: { increment: 1 } },
  });
}
