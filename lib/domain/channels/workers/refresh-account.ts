import { setTimeout as pause } from "node:timers/promises";
import { insideCaller } from "@/lib/core/caller";
import { SECOND } from "@/lib/core/time";
import { perform } from "@/lib/infra/operation";
import { StillHeld, withSessionLock } from "@/lib/infra/session-lock";
import type { Refreshed, Secrets } from "@/lib/platforms/contract";
import { keepCredentials } from "../operations/keep-credentials";
import { accountTools } from "./account-tools";
import {
  accountRow,
  connectorOf,
  lost,
  openRow,
  type AccountOptions,
  type AccountRow,
  type Opened,
} from "./account-row";

/** Longer than a platform may take to answer twice over. */
const WAITS_FOR_OTHERS_MS = 45 * SECOND;
/** What a platform gave is worth some patience with our own database: the former credentials are dead. */
const KEPT_AFTER_MS = [0, 200, 1000, 3000] as const;

const underWay = new Map<string, Promise<Opened>>();

/**
 * Trades a channel's credentials for fresh ones, unless somebody has done so since `staleRevision`. Of all who
 * ask at once, in whichever process, one asks the platform, and the others get what it was given: a
 * platform that rotates its refresh tokens takes two of one kind for a theft and ends the grant.
 */
export function refreshAccount(
  channelId: string,
  staleRevision: number,
  options: AccountOptions = {},
): Promise<Opened> {
  const key = `${channelId}.${staleRevision}`;
  const shared = underWay.get(key);
  if (shared) return shared;
  const mine = refreshAlone(channelId, staleRevision, options).finally(() => underWay.delete(key));
  underWay.set(key, mine);
  return mine;
}

async function refreshAlone(channelId: string, staleRevision: number, options: AccountOptions): Promise<Opened> {
  try {
    return await withSessionLock(`channel-sign-in:${channelId}`, WAITS_FOR_OTHERS_MS, async () => {
      const now = options.now ?? new Date();
      const row = await accountRow(channelId);
      if (row.status === "needs_reconnecting")
        return { kind: "reconnect", reason: row.statusReason ?? "The channel has to be connected again." };
      const opened = await openRow(row, now);
      if (opened.kind !== "open" || row.credentialsRevision !== staleRevision) return opened;
      return refresh(row, opened, options);
    });
  } catch (error) {
    if (error instanceof StillHeld) return { kind: "later", reason: "Its sign-in is being renewed for very long." };
    throw error;
  }
}

async function refresh(
  row: AccountRow,
  opened: Extract<Opened, { kind: "open" }>,
  { now: steered, resolve, connector: given }: AccountOptions,
): Promise<Opened> {
  const clock = () => steered ?? new Date();
  const connector = await connectorOf(row, given);
  if (!connector.refresh) return lost(row, "The platform no longer takes its credentials.", clock());
  const answer = await connector.refresh(opened.account, accountTools({ now: clock, resolve }));
  if (answer.kind === "later") return { kind: "later", reason: answer.reason };
  if (answer.kind === "reconnect") return lost(row, answer.reason, clock());
  await keep(row, answer, clock());
  // Whoever gave it other credentials meanwhile wins, and theirs are what is opened now.
  return openRow(await accountRow(row.id), clock());
}

async function keep({ id, credentialsRevision }: AccountRow, { secrets, expiresAt }: Refreshed, now: Date) {
  const input = {
    id,
    credentials_revision: credentialsRevision,
    credentials: withoutGaps(secrets),
    renewed: { expires_at: expiresAt?.toISOString() ?? null },
  };
  let trouble: unknown;
  for (const ms of KEPT_AFTER_MS) {
    await pause(ms);
    try {
      return await perform(keepCredentials, input, insideCaller("worker", `renew.${id}.${credentialsRevision}`), {
        now,
      });
    } catch (error) {
      trouble = error;
    }
  }
  throw trouble;
}

const withoutGaps = (secrets: Secrets): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
