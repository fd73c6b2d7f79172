import { openAccount } from "@/lib/domain/channels/workers/open-account";
import type { Claimed } from "@/lib/domain/publishing/operations/claim-due";

/** How long what was opened is used for others on the same channel: not so long that it could end meanwhile. */
const KEPT_MS = 5000;

type Opened = ReturnType<typeof openAccount>;

/** Opens each channel's account once for all that go out on it at about the same time. */
export function accountKeeper(): (claimed: Pick<Claimed, "channel_id" | "credentials_revision">) => Opened {
  const kept = new Map<string, Opened>();
  return ({ channel_id: channelId, credentials_revision: revision }) => {
    const name = `${channelId} ${revision}`;
    const known = kept.get(name);
    if (known) return known;
    const opened = openAccount(channelId);
    kept.set(name, opened);
    setTimeout(() => kept.delete(name), KEPT_MS).unref();
    opened.catch(() => kept.delete(name));
    return opened;
  };
}
