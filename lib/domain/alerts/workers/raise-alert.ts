import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { raiseAlert as raise } from "../operations/raise-alert";
import { alarmOf } from "../rules";

/** Makes an alert of an event, where there is an alarm in it; of the same event only once. */
export async function raiseAlert({ eventId }: { eventId: string }, { now }: { now?: Date } = {}): Promise<void> {
  const event = await db().outboxEvent.findUnique({ where: { id: eventId } });
  if (!event || !alarmOf(event)) return;
  await perform(raise, { event_id: eventId }, insideCaller("worker", `alert.${eventId}`), now ? { now } : {});
}
