import { randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { CHANNEL_CREDENTIALS } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import { CreateChannel, NewChannel } from "../contract";
import { claimDefault } from "../default-channel";
import { channelSubject } from "../events";
import { firstCredentials, judgedBy, offeredCard } from "../rules";
import { findChannel } from "../store";

export const createChannel = operation({
  name: "channels.create",
  summary: "Connect an account of a platform. A signing secret that the desk makes is shown this once.",
  effect: "writes",
  permission: "channels:write",
  input: CreateChannel,
  output: NewChannel,
  refuses: { unsupported_platform: "invalid", channel_not_found: "not_found" },
  answers: { 201: "The channel; its signing secret, where the desk made it, is shown this once." },
  subject: (_input, output) => (output ? channelSubject(output.id) : "channel"),

  async run({ name, platform, is_default: isDefault, default_caption: caption, max_per_hour: cap, ...brought }, work) {
    const { tx, now, caller } = work;
    const card = offeredCard(platform);
    const { settings, credentials: given, default_settings: defaults } = judgedBy(card, brought);
    const { credentials, made } = firstCredentials(card, given);
    const id = randomUUID();
    if (isDefault) await claimDefault(tx, platform);
    await tx.channel.create({
      data: {
        id,
        name,
        platform,
        isDefault,
        settings: settings as Prisma.InputJsonObject,
        defaultCaption: caption,
        defaultSettings: defaults as Prisma.InputJsonObject,
        credentialsSealed: credentials && seal(JSON.stringify(credentials), CHANNEL_CREDENTIALS.placeOf(id)),
        maxPerHour: cap === undefined ? card.maxPerHour : cap,
        createdAt: now,
        createdBy: caller.actorName,
      },
    });
    return { ...(await findChannel(tx, id, now)), secret: made };
  },

  revisionOf: ({ revision }) => revision,
  repeats: {
    idOf: ({ id }) => id,
    rebuild: async (id, { tx, now }) => ({ ...(await findChannel(tx, id, now)), secret: null }),
  },
  respond: () => ({ status: 201 }),
});
