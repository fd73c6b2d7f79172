import { z } from "zod";
import { DeliveryId } from "@/lib/domain/deliveries/contract";
import { subjectOf } from "@/lib/domain/deliveries/store";
import { operation } from "@/lib/infra/operation";
import { primaryStore } from "@/lib/infra/storage/stores";
import { copyHealed } from "../events";

/** A store holds the whole, verified object: the record of it, and the news where it had been lost. */
export const keepCopy = operation({
  name: "copies.keep",
  summary: "Keep that a store holds a verified copy.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ id: DeliveryId, store: z.string(), key: z.string(), location: z.string() }),
  output: z.strictObject({ healed: z.boolean() }),
  subject: ({ id }) => subjectOf(id),

  async run({ id, store, key, location }, work) {
    const { tx, now } = work;
    const place = { deliveryId_store: { deliveryId: id, store } };
    const before = await tx.copy.findUnique({ where: place, select: { state: true } });
    const seen = { key, location, state: "verified" as const, verifiedAt: now, checkedAt: now, trouble: null };
    await tx.copy.upsert({ where: place, create: { deliveryId: id, store, createdAt: now, ...seen }, update: seen });
    const delivery = await tx.delivery.findUniqueOrThrow({ where: { id } });
    if (store === primaryStore().name && delivery.storageLocation !== location)
      await tx.delivery.update({ where: { id }, data: { storageLocation: location, revision: { increment: 1 } } });
    const healed = before !== null && before.state !== "verified";
    if (healed) {
      const { videoId, projectId } = delivery;
      const what = { audit_log_id: id, video_id: videoId, project_id: projectId, store, location };
      await work.emit(copyHealed, subjectOf(id), what);
    }
    await work.signal(subjectOf(id));
    return { healed };
  },
});
