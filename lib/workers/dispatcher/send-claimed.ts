import { renewedOr } from "@/lib/domain/publishing/workers/renewed";
import { toolsFor } from "@/lib/domain/publishing/workers/tools";
import { postOf } from "@/lib/domain/publishing/frozen";
import type { Claimed } from "@/lib/domain/publishing/operations/claim-due";
import type { Ended } from "@/lib/domain/publishing/operations/note-endings";
import type { SendEnding } from "@/lib/domain/publishing/outcomes";
import { requestHashOf } from "@/lib/domain/publishing/rules";
import { failpoint } from "@/lib/infra/failpoint";
import { log } from "@/lib/infra/log";
import { isPlatform } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import type { accountKeeper } from "./accounts";
import { waitUntil } from "./wait-until";

/** How long before its time an intent is written down at the latest: as long as that takes on a busy database. */
const LEAD_MS = 250;
/** How much sooner than that it may be, together with others: each that is written alone costs the rest of the machine. */
const TOGETHER_MS = 150;

/** Of the time a request has: our clock was read after the database's, so ours ends a little sooner. */
const SLACK = 0.95;

export interface Sending {
  readonly accounts: ReturnType<typeof accountKeeper>;
  /** Writes the intent down; the attempt's number, or undefined where this worker may not send. */
  readonly begin: (item: {
    id: string;
    channel_id: string;
    fence: number;
    request_hash: string;
    /** How long it can wait for others, in milliseconds. */
    patience: number;
  }) => Promise<number | undefined>;
  /** Writes down what came of it, and does not give up while that may still matter. */
  readonly note: (ended: Ended) => Promise<void>;
  readonly release: (claimed: Claimed) => Promise<void>;
  /** How long a request may take from its intent, in milliseconds: half the lease (standard 2.1, R4). */
  readonly sendMs: number;
  readonly draining: AbortSignal;
}

/**
 * One assignment, from its claim to what came of it: waits for its time, by `performance.now()`, writes down the intent,
 * sends once, writes down the end.
 */
export async function sendClaimed(claimed: Claimed, dueAt: number, sending: Sending): Promise<void> {
  const { id, fence, channel_id: channelId, platform, frozen, bookmark } = claimed;
  failpoint("send-after-claim", id);
  const readyAt = dueAt - LEAD_MS - TOGETHER_MS;
  await waitUntil(readyAt, sending.draining);
  if (sending.draining.aborted && performance.now() < readyAt) {
    await sending.release(claimed);
    return;
  }
  const ended = (
    number: number | null,
    ending: SendEnding,
    tried: Pick<Ended, "calls" | "credentials_revision">,
  ): Ended => ({
    id,
    fence,
    number,
    channel_id: channelId,
    platform,
    channel_settings: claimed.channel_settings,
    retry_count: claimed.retry_count,
    max_retries: claimed.max_retries,
    ending,
    ...tried,
  });

  const opened = await sending.accounts(claimed);
  if (opened.kind !== "open") {
    const ending = opened.kind === "later" ? { ...opened, seconds: null } : opened;
    await sending.note(ended(null, ending, { calls: [], credentials_revision: claimed.credentials_revision }));
    return;
  }
  if (!isPlatform(platform)) throw new Error(`There is no platform ${platform}.`);
  const connector = await connectorFor(platform);

  failpoint("send-before-begin", id);
  const beganAt = performance.now();
  const number = await sending.begin({
    id,
    channel_id: channelId,
    fence,
    request_hash: requestHashOf(frozen, bookmark),
    patience: dueAt - LEAD_MS - beganAt,
  });
  if (number === undefined) return;
  failpoint("send-after-begin", id);
  await waitUntil(dueAt);
  failpoint("send-at-its-time", id);

  const notAfter = Math.max(beganAt, dueAt) + sending.sendMs * SLACK;
  const { tools, calls } = toolsFor({
    deliveryId: frozen.media.delivery_id,
    withinMs: Math.max(1, notAfter - performance.now()),
    notAfter,
  });
  const post = postOf({ id, videoId: claimed.video_id }, frozen);
  const ending = await connector.send(post, opened.account, tools, bookmark).catch((error: unknown): SendEnding => {
    log.error({ err: error, assignment: id, platform }, "a connector broke while it was sending");
    return { kind: "unknown", reason: "Something broke while it was being sent." };
  });
  failpoint("send-after-answer", id);
  const about = { channelId, credentialsRevision: opened.credentialsRevision, connector };
  const tried = { calls: [...calls], credentials_revision: opened.credentialsRevision };
  await sending.note(ended(number, await renewedOr(ending, about), tried));
  failpoint("send-after-note", id);
}
