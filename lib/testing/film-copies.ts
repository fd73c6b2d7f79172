import { randomBytes } from "node:crypto";
import { db, type Prisma } from "@/lib/infra/db";

/**
 * Another video in a project of its own, delivered like the one it is copied from: the same bytes in the same place,
 * without carrying them again.
 */
export async function copyOfVideo(videoId: string, title: string): Promise<string> {
  const { deliveryId, media, ...video } = await db().video.findUniqueOrThrow({ where: { id: videoId } });
  const { metadata, ...delivery } = await db().delivery.findUniqueOrThrow({ where: { id: deliveryId ?? "" } });
  const copies = await db().copy.findMany({ where: { deliveryId: delivery.id } });
  const [id, newDelivery, projectId] = [name("vid_"), name("dist_"), `copy-${randomBytes(6).toString("hex")}`];
  const json = (value: Prisma.JsonValue) => value as Prisma.InputJsonValue;
  await db().$transaction([
    db().video.create({ data: { ...video, id, projectId, title, media: json(media) } }),
    db().delivery.create({
      data: { ...delivery, id: newDelivery, videoId: id, projectId, metadata: json(metadata) },
    }),
    db().copy.createMany({ data: copies.map((copy) => ({ ...copy, deliveryId: newDelivery })) }),
    db().video.update({ where: { id }, data: { deliveryId: newDelivery } }),
  ]);
  return id;
}

const name = (prefix: string) => `${prefix}${randomBytes(10).toString("hex")}`;
