import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { CHANNEL_CREDENTIALS } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import { channelSubject } from "../events";

export const keepCredentials = operation({
  name: "channels.keep-credentials",
  summary: "Keep the credentials that a platform gave for a channel's former ones, or the same ones in another form.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({
    id: z.uuid(),
    credentials_revision: z.int().describe("Those that they were made of; others are not overwritten."),
    credentials: z.record(z.string(), z.string()),
    renewed: z
      .strictObject({ expires_at: z.iso.datetime().nullable() })
      .nullable()
      .describe("Null where they are the same."),
  }),
  output: z.strictObject({ kept: z.boolean() }),
  subject: ({ id }) => channelSubject(id),

  async run({ id, credentials_revision: credentialsRevision, credentials, renewed }, { tx }) {
    const { count } = await tx.channel.updateMany({
      where: { id, credentialsRevision, removedAt: null },
      data: {
        credentialsSealed: seal(JSON.stringify(credentials), CHANNEL_CREDENTIALS.placeOf(id)),
        ...(renewed && {
          credentialsExpireAt: renewed.expires_at === null ? null : new Date(renewed.expires_at),
          credentialsRevision: { increment: 1 },
        }),
      },
    });
    return { kept: count > 0 };
  },
});
