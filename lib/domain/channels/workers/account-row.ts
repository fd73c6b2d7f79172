import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import type { Resolve } from "@/lib/infra/outbound/guard";
import { isPlatform } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import type { Account, Connector, Settings } from "@/lib/platforms/contract";
import { expireChannel } from "../operations/expire-channel";
import { openSecrets } from "./open-secrets";

export interface AccountOptions {
  /** A steered clock, somebody else to ask for names, another platform: for tests. */
  readonly now?: Date;
  readonly resolve?: Resolve;
  readonly connector?: Connector;
}

/** `reconnect`: a person has to act, and the channel says so already. `later`: nothing is lost, and it is tried again. */
export type Opened =
  | { readonly kind: "open"; readonly account: Account; readonly credentialsRevision: number }
  | { readonly kind: "reconnect"; readonly reason: string }
  | { readonly kind: "later"; readonly reason: string };

/** The row as a worker reads it: with what is sealed. */
export function accountRow(channelId: string) {
  return db().channel.findUniqueOrThrow({
    where: { id: channelId },
    select: {
      id: true,
      platform: true,
      status: true,
      statusReason: true,
      settings: true,
      credentialsSealed: true,
      credentialsExpireAt: true,
      credentialsRevision: true,
      removedAt: true,
    },
  });
}
export type AccountRow = Awaited<ReturnType<typeof accountRow>>;

/** A row's account as it stands, whenever it ends; one that cannot be read has its channel say so. */
export async function openRow(row: AccountRow, now: Date): Promise<Exclude<Opened, { kind: "later" }>> {
  const { id, credentialsRevision } = row;
  if (row.removedAt !== null) return { kind: "reconnect", reason: "The channel was removed." };
  const secrets = openSecrets({ id, sealed: row.credentialsSealed }, now);
  if (secrets === null) return lost(row, "Its credentials cannot be read any more: give them anew.", now);
  return { kind: "open", account: { channelId: id, settings: row.settings as Settings, secrets }, credentialsRevision };
}

/** Has the channel say that it needs reconnecting; fresh credentials that came meanwhile are not touched. */
export async function lost(
  { id, credentialsRevision }: Pick<AccountRow, "id" | "credentialsRevision">,
  reason: string,
  now: Date,
): Promise<Extract<Opened, { kind: "reconnect" }>> {
  const input = { id, reason: reason.slice(0, 500), credentials_revision: credentialsRevision };
  await perform(expireChannel, input, insideCaller("worker", `expire.${id}.${credentialsRevision}`), { now });
  return { kind: "reconnect", reason };
}

export const connectorOf = ({ platform }: Pick<AccountRow, "platform">, given: Connector | undefined) => {
  if (given) return given;
  if (!isPlatform(platform)) throw new Error(`There is no platform ${platform}.`);
  return connectorFor(platform);
};

export const endsBy = ({ credentialsExpireAt: end }: Pick<AccountRow, "credentialsExpireAt">, moment: Date): boolean =>
  end !== null && end <= moment;
