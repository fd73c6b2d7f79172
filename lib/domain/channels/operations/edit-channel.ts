import { isDeepStrictEqual } from "node:util";
import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { CHANNEL_CREDENTIALS } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import type { Work } from "@/lib/infra/work";
import type { PlatformCard, Secrets } from "@/lib/platforms/contract";
import { Channel, EditChannel } from "../contract";
import { claimDefault } from "../default-channel";
import { channelSubject } from "../events";
import { CLOSED_BREAKER } from "../gate";
import { foldSecrets } from "../jobs";
import { countOpen } from "../pending";
import { channelUnsettled, unsupportedPlatform } from "../refusals";
import { judgedBy, ROTATES_WITHIN } from "../rules";
import { findChannel, knownCard, lockChannel, lockChannelRevision, tryMove } from "../store";

export const editChannel = operation({
  name: "channels.edit",
  summary: "Change a channel. Fresh credentials, or another address, connect one again that had lost its own.",
  effect: "writes",
  permission: "channels:write",
  input: EditChannel,
  output: Channel,
  refuses: { channel_not_found: "not_found", unsupported_platform: "invalid", channel_busy: "conflict" },
  subject: ({ id }) => channelSubject(id),

  async run({ id, name, is_default: isDefault, default_caption: caption, max_per_hour: cap, ...brought }, work) {
    const { tx, now } = work;
    const row = await lockChannel(tx, id);
    const card = knownCard(row.platform);
    if (card === null) throw unsupportedPlatform(row.platform);
    const { settings, credentials, default_settings: defaults } = judgedBy(card, brought);
    if (isDefault === true && !row.isDefault) await claimDefault(tx, row.platform);
    if (settings !== undefined && !isDeepStrictEqual(settings, row.settings)) {
      // What may have been posted is looked for, or repeated, where it was sent, and nowhere else.
      const open = await countOpen(work, id);
      if (open > 0) throw channelUnsettled(open);
    }
    const mended = settings !== undefined || credentials !== undefined;
    await tx.channel.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(isDefault === undefined ? {} : { isDefault }),
        ...(settings === undefined ? {} : { settings: settings as Prisma.InputJsonObject }),
        ...(defaults === undefined ? {} : { defaultSettings: defaults as Prisma.InputJsonObject }),
        ...(caption === undefined ? {} : { defaultCaption: caption }),
        ...(cap === undefined ? {} : { maxPerHour: cap }),
        ...(credentials === undefined ? {} : await fresh(work, { id, card, credentials })),
        // What stood against the channel was said of what it was before.
        ...(mended ? { ...CLOSED_BREAKER, checkTrouble: null } : {}),
        revision: { increment: 1 },
      },
    });
    // Another address mends a receiver that had gone, and no sign-in that has ended.
    const move = credentials === undefined ? "readdress" : "connect";
    if (mended) await tryMove(tx, id, { move, data: { statusReason: null } });
    await work.signal("publishing");
    return findChannel(tx, id, now);
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockChannelRevision(tx, id),
});

interface Fresh {
  readonly id: string;
  readonly card: PlatformCard;
  readonly credentials: Secrets;
}

/**
 * Fresh credentials as the row keeps them. A former signing secret goes along for a day, sealed as it
 * stands, since only a worker can open it; that one folds the two into one.
 */
async function fresh(work: Work, { id, card, credentials }: Fresh): Promise<Prisma.ChannelUpdateInput> {
  const { tx, now } = work;
  const { credentialsSealed: former } = await tx.channel.findUniqueOrThrow({
    where: { id },
    select: { credentialsSealed: true },
  });
  const rotates = card.signs === true && former !== null;
  const beside = rotates && {
    previous_sealed: former,
    previous_until: new Date(now.getTime() + ROTATES_WITHIN).toISOString(),
  };
  if (rotates) await work.enqueue(foldSecrets, { channel_id: id }, { key: id });
  return {
    credentialsSealed: seal(JSON.stringify({ ...credentials, ...beside }), CHANNEL_CREDENTIALS.placeOf(id)),
    credentialsRevision: { increment: 1 },
    credentialsExpireAt: null,
  };
}
