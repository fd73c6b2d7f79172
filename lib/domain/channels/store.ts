import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { CARDS, isPlatform } from "@/lib/platforms/cards";
import type { PlatformCard } from "@/lib/platforms/contract";
import type { Channel } from "./contract";
import { healthOf } from "./health";
import { channelCannotMove, channelNotFound } from "./refusals";
import { CHANNEL_MOVES, type ChannelMove } from "./lifecycle";
import { isStopped } from "./rules";

/** Without what is sealed: nobody but a worker has a use for it. */
const channelSelect = {
  id: true,
  name: true,
  platform: true,
  status: true,
  statusReason: true,
  isDefault: true,
  settings: true,
  defaultCaption: true,
  defaultSettings: true,
  credentialsExpireAt: true,
  credentialsRevision: true,
  maxPerHour: true,
  breakerFailures: true,
  breakerOpenUntil: true,
  checkedAt: true,
  checkTrouble: true,
  createdAt: true,
  createdBy: true,
  revision: true,
} satisfies Prisma.ChannelSelect;

export type ChannelRow = Prisma.ChannelGetPayload<{ select: typeof channelSelect }>;

/** The channels that there are, newest first, behind a mark where there is one. */
export function channelRows(tx: Tx, where: Prisma.ChannelWhereInput, take: number): Promise<ChannelRow[]> {
  return tx.channel.findMany({
    where: { AND: [{ removedAt: null }, where] },
    select: channelSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
}

interface Beside {
  readonly id: string;
  readonly has_credentials: boolean;
  readonly pending: number;
}

export async function toChannels(tx: Tx, rows: readonly ChannelRow[], now: Date): Promise<Channel[]> {
  const beside = await tx.$queryRaw<Beside[]>`
    SELECT c.id, c.credentials_sealed IS NOT NULL AS has_credentials,
           (SELECT count(*)::int FROM distribution_platform_status a
             WHERE a.channel_id = c.id AND a.status IN ('assigned', 'scheduled')) AS pending
    FROM channels c WHERE c.id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
  const scopes = (await tx.stop.findMany({ select: { scope: true } })).map(({ scope }) => scope);
  return rows.map((row) =>
    toChannel(row, {
      ...(beside.find(({ id }) => id === row.id) ?? { has_credentials: false, pending: 0 }),
      stopped: isStopped(row.platform, scopes),
      now,
    }),
  );
}

interface Around extends Omit<Beside, "id"> {
  readonly stopped: boolean;
  readonly now: Date;
}

function toChannel(row: ChannelRow, { has_credentials, pending, stopped, now }: Around): Channel {
  return {
    id: row.id,
    name: row.name,
    platform: row.platform,
    status: row.status,
    status_reason: row.statusReason,
    is_active: row.status === "active",
    is_default: row.isDefault,
    content_filters: null,
    posting_schedule: null,
    availability: null,
    settings: row.settings as Channel["settings"],
    default_caption: row.defaultCaption,
    default_settings: row.defaultSettings as Channel["default_settings"],
    has_credentials,
    credentials_expire_at: row.credentialsExpireAt?.toISOString() ?? null,
    max_per_hour: row.maxPerHour,
    ...healthOf(row, { stopped, renews: knownCard(row.platform)?.renews === true, now }),
    breaker:
      row.breakerFailures === 0
        ? null
        : { failures: row.breakerFailures, open_until: row.breakerOpenUntil?.toISOString() ?? null },
    checked_at: row.checkedAt?.toISOString() ?? null,
    check_trouble: row.checkTrouble,
    feed_url: row.platform === CARDS.feed.id ? `${env().MARQUEE_URL}/feeds/${row.id}/rss.xml` : null,
    pending,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    revision: row.revision,
  };
}

/** A row may name a platform of a newer desk: it is shown all the same. */
export const knownCard = (platform: string): PlatformCard | null => (isPlatform(platform) ? CARDS[platform] : null);

export async function findChannelRow(tx: Tx, id: string): Promise<ChannelRow> {
  const row = isUuid(id) ? await tx.channel.findFirst({ where: { id, removedAt: null }, select: channelSelect }) : null;
  if (!row) throw channelNotFound(id);
  return row;
}

export async function findChannel(tx: Tx, id: string, now: Date): Promise<Channel> {
  const [channel] = await toChannels(tx, [await findChannelRow(tx, id)], now);
  if (!channel) throw channelNotFound(id);
  return channel;
}

/** The revision a change starts from; whoever else changes the channel, or assigns to it, waits until this transaction ends. */
export async function lockChannelRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM channels WHERE id = ${id}::uuid AND removed_at IS NULL FOR UPDATE`;
  return row?.revision ?? null;
}

/** The channel as the last change left it, and nobody changes it before this transaction ends. */
export async function lockChannel(tx: Tx, id: string): Promise<ChannelRow> {
  await lockChannelRevision(tx, id);
  return findChannelRow(tx, id);
}

/** Moves a channel by a person's hand; of several at once one succeeds. */
export async function moveChannel(
  tx: Tx,
  id: string,
  { move, data }: { readonly move: ChannelMove; readonly data: Prisma.ChannelUpdateManyMutationInput },
): Promise<void> {
  const row = await findChannelRow(tx, id);
  if (!(await tryMove(tx, id, { move, data }))) throw channelCannotMove(row.status, move);
}

/** Whether the move was open to it, and was made. */
export async function tryMove(
  tx: Tx,
  id: string,
  {
    move,
    data,
    where = {},
  }: {
    readonly move: ChannelMove;
    readonly data: Prisma.ChannelUpdateManyMutationInput;
    readonly where?: Prisma.ChannelWhereInput;
  },
): Promise<boolean> {
  const { from, to } = CHANNEL_MOVES[move];
  const { count } = await tx.channel.updateMany({
    where: { AND: [where, { id, removedAt: null, status: { in: [...from] } }] },
    data: { ...data, status: to, revision: { increment: 1 } },
  });
  return count > 0;
}
