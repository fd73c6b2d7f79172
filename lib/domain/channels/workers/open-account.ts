import { MINUTE } from "@/lib/core/time";
import { accountRow, connectorOf, endsBy, lost, openRow, type AccountOptions, type Opened } from "./account-row";
import { refreshAccount } from "./refresh-account";

export { refreshAccount };

/** What ends within so long is renewed before it is used. */
const RENEWED_BEFORE_USE = MINUTE;

/**
 * A channel's account, ready to be used: where its sign-in ends within a minute and the platform renews such
 * a thing, it is renewed first. Opens what is sealed, so it works in a worker only. Says nothing of
 * whether anything may go out through the channel now: see `gateOf`.
 */
export async function openAccount(channelId: string, options: AccountOptions = {}): Promise<Opened> {
  const now = options.now ?? new Date();
  const row = await accountRow(channelId);
  const opened = await openRow(row, now);
  if (opened.kind !== "open" || !endsBy(row, new Date(now.getTime() + RENEWED_BEFORE_USE))) return opened;
  const ended = endsBy(row, now);
  if (!(await connectorOf(row, options.connector)).refresh) {
    return ended ? lost(row, "Its sign-in has ended.", now) : opened;
  }
  const renewed = await refreshAccount(channelId, row.credentialsRevision, options);
  // What still lasts for some seconds is better than nothing.
  return renewed.kind === "later" && !ended ? opened : renewed;
}
