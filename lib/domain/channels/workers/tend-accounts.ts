import { insideCaller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { log } from "@/lib/infra/log";
import { perform } from "@/lib/infra/operation";
import { WARNS_BEFORE } from "../health";
import { tellExpiring } from "../operations/tell-expiring";
import { knownCard } from "../store";
import { connectorOf, type AccountOptions } from "./account-row";
import { refreshAccount } from "./refresh-account";

/** So long before its end a sign-in is renewed, so that nothing has to wait for it at its minute. */
const RENEWED_BEFORE_END = 5 * MINUTE;
/** So many at once: each waits for a platform's server. */
const AT_ONCE = 4;

type Steered = Pick<AccountOptions, "now" | "connector" | "resolve">;

/** What a worker does every minute: renews the sign-ins that end soon, where the platform renews such a thing. */
export async function renewSignIns(options: Steered = {}): Promise<void> {
  const now = options.now ?? new Date();
  const ending = await channelsEndingBy(new Date(now.getTime() + RENEWED_BEFORE_END));
  const queue = ending.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const channel of queue) await renew(channel, options);
    }),
  );
}

/** One platform's trouble is no other's. */
async function renew(channel: Ending, options: Steered): Promise<void> {
  try {
    const connector = await connectorOf(channel, options.connector);
    if (connector.refresh) await refreshAccount(channel.id, channel.credentialsRevision, options);
  } catch (error) {
    log.error({ err: error, channel: channel.id }, "a sign-in could not be renewed; it is tried again in a minute");
  }
}

/**
 * What a worker does every minute, too: tells of each sign-in that ends within a week and that the desk cannot
 * renew. Once for each, however many workers there are: the operation finds its own entry in the trail.
 */
export async function tellOfEndingSignIns({ now = new Date() }: { now?: Date } = {}): Promise<void> {
  const ending = await channelsEndingBy(new Date(now.getTime() + WARNS_BEFORE), now);
  for (const { id, platform, credentialsRevision } of ending) {
    if (knownCard(platform)?.renews === true) continue;
    const requestId = `expiring.${id}.${credentialsRevision}`;
    if ((await db().auditEntry.count({ where: { requestId, outcome: "done" } })) > 0) continue;
    const input = { id, credentials_revision: credentialsRevision };
    await perform(tellExpiring, input, insideCaller("worker", requestId), { now }).catch((error: unknown) => {
      // It was removed meanwhile.
      if (!(error instanceof Refusal)) throw error;
    });
  }
}

interface Ending {
  readonly id: string;
  readonly platform: string;
  readonly credentialsRevision: number;
}

const channelsEndingBy = (end: Date, after?: Date): Promise<Ending[]> =>
  db().channel.findMany({
    where: {
      removedAt: null,
      status: { in: ["active", "paused"] },
      credentialsExpireAt: { lte: end, ...(after && { gt: after }) },
    },
    orderBy: { credentialsExpireAt: "asc" },
    select: { id: true, platform: true, credentialsRevision: true },
  });
