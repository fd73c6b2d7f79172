import { z } from "zod";
import { DeliveryId } from "@/lib/domain/deliveries/contract";
import { subjectOf } from "@/lib/domain/deliveries/store";
import { operation } from "@/lib/infra/operation";
import { stores } from "@/lib/infra/storage/stores";
import { copyLost } from "../events";
import { replicateCopies } from "../jobs";

/** A copy that was verified is not what it should be: told once, and left to be written anew. */
export const noteLost = operation({
  name: "copies.note-lost",
  summary: "Note that a copy is missing or altered, and have it written anew.",
  effect: "writes",
  permission: "copies:keep",
  input: z.strictObject({ id: DeliveryId, store: z.string(), finding: z.enum(["missing", "altered"]) }),
  output: z.strictObject({ told: z.boolean() }),
  subject: ({ id }) => subjectOf(id),

  async run({ id, store, finding }, work) {
    const { tx, now } = work;
    const { count } = await tx.copy.updateMany({
      where: { deliveryId: id, store, state: "verified" },
      data: { state: finding, checkedAt: now, trouble: null },
    });
    if (count === 0) return { told: false };
    const { copies, ...delivery } = await tx.delivery.findUniqueOrThrow({ where: { id }, include: { copies: true } });
    const known = new Set(
      stores()
        .map(({ name }) => name)
        .filter((name) => name !== store),
    );
    await work.emit(copyLost, subjectOf(id), {
      audit_log_id: id,
      video_id: delivery.videoId,
      project_id: delivery.projectId,
      store,
      location: copies.find((copy) => copy.store === store)?.location ?? "",
      finding,
      another_copy: copies.some((copy) => known.has(copy.store) && copy.state === "verified"),
    });
    await work.enqueue(replicateCopies, { delivery_id: id }, { key: id });
    await work.signal(subjectOf(id));
    return { told: true };
  },
});
