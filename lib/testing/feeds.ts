import { randomUUID } from "node:crypto";
import { db, type Prisma } from "@/lib/infra/db";
import { feed as card } from "@/lib/platforms/feed/card";
import type { Delivering } from "./delivering";

/** A feed as it stands in its row, without the desk's having been asked to make one. */
export async function aFeed(data: Partial<Prisma.ChannelUncheckedCreateInput> = {}): Promise<string> {
  const made = { name: "The harbour", platform: card.id, createdAt: new Date(), createdBy: "Ada Lovelace" };
  return (await db().channel.create({ data: { ...made, ...data } })).id;
}

interface Shown {
  readonly channelId: string;
  readonly videoId: string;
  readonly title?: string;
  readonly caption?: string;
  readonly tags?: readonly string[];
  readonly settings?: object;
  readonly liveAt?: Date;
  readonly status?: "published" | "publishing" | "cancelled";
}

/** An assignment as the publisher leaves it once the audience can see it. */
export async function shown(desk: Delivering, { channelId, videoId, liveAt = new Date(), ...told }: Shown) {
  const { title = "Harbour at night", caption = "", tags = [], settings = {}, status = "published" } = told;
  const id = randomUUID();
  const frozen = {
    marker: id,
    title,
    caption,
    tags: [...tags],
    settings,
    media: { bytes: desk.film.length, seconds: desk.seconds, checksum: `sha256:${"0".repeat(64)}` },
  };
  await db().assignment.create({
    data: {
      id,
      channelId,
      videoId,
      status,
      liveAt: status === "published" ? liveAt : null,
      frozen,
      frozenAt: liveAt,
      method: "manual",
      // One video may stand in a feed several times.
      forced: true,
      remoteId: id,
      createdAt: liveAt,
      createdBy: "Ada Lovelace",
    },
  });
  return id;
}
