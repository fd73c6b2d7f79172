import { refreshAccount } from "@/lib/domain/channels/workers/open-account";
import type { Connector, Ending } from "@/lib/platforms/contract";

type Reconnect = Extract<Ending, { kind: "reconnect" }>;
type Later = Extract<Ending, { kind: "later" }>;

interface About {
  readonly channelId: string;
  /** With which credentials it was refused. */
  readonly credentialsRevision: number;
  readonly connector: Pick<Connector, "refresh">;
}

/**
 * A sign-in that a platform refused before its time is renewed once, where that can be done (standard 2.2): then it
 * was no refusal, and the same step may be taken again at once. Nothing was posted by a step that was refused so.
 */
export async function renewedOr<E extends Ending>(
  ending: E,
  { channelId, credentialsRevision, connector }: About,
): Promise<E | Reconnect | Later> {
  if (ending.kind !== "reconnect" || !connector.refresh) return ending;
  const opened = await refreshAccount(channelId, credentialsRevision);
  if (opened.kind === "open") return { kind: "later", seconds: 1, reason: "Its sign-in had ended, and was renewed." };
  return opened.kind === "later" ? { ...opened, seconds: null } : opened;
}
