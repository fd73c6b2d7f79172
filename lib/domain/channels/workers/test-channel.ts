import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { noteCheck } from "../operations/note-check";
import { accountRow, connectorOf, lost, type AccountOptions } from "./account-row";
import { accountTools } from "./account-tools";
import { openAccount, refreshAccount } from "./open-account";

/** Asks the platform whether a channel can be used as it is, and notes what it says. Publishes nothing. */
export async function testChannel(
  { channelId, askedAt }: { channelId: string; askedAt: string },
  options: AccountOptions = {},
): Promise<void> {
  const there = await db().channel.count({ where: { id: channelId, removedAt: null } });
  if (there === 0) return;
  // The moment at which it begins: what was changed while it was asked has not been tested.
  const now = options.now ?? new Date();
  const trouble = (await troubleOf(channelId, options))?.slice(0, 500) ?? null;
  const input = { id: channelId, asked_at: askedAt, trouble };
  await perform(noteCheck, input, insideCaller("worker", `test.${channelId}`), { now });
}

/** What is wrong, in a sentence; null where nothing is. */
async function troubleOf(channelId: string, options: AccountOptions): Promise<string | null> {
  const row = await accountRow(channelId);
  const connector = await connectorOf(row, options.connector);
  const tools = accountTools({ now: () => options.now ?? new Date(), resolve: options.resolve });
  let opened = await openAccount(channelId, options);
  if (opened.kind !== "open") return opened.reason;
  let found = await connector.check(opened.account, tools);
  if (found.kind === "reconnect" && connector.refresh) {
    // A sign-in may end before its time; a fresh one may do.
    opened = await refreshAccount(channelId, opened.credentialsRevision, options);
    if (opened.kind !== "open") return opened.reason;
    found = await connector.check(opened.account, tools);
  }
  if (found.kind === "fine") return null;
  if (found.kind === "reconnect") {
    const { credentialsRevision } = opened;
    await lost({ id: channelId, credentialsRevision }, found.reason, options.now ?? new Date());
  }
  return found.reason;
}
