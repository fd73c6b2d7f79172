import { operation } from "@/lib/infra/operation";
import { personIdOf } from "@/lib/domain/access/session-store";
import { seenUntil } from "../alert-store";
import { AlertsSeen, SeeAlerts } from "../contract";

/** Seeing goes forwards only: an older page that is still open somewhere makes nothing unseen again. */
export const seeAlerts = operation({
  name: "alerts.see",
  summary: "Note up to when you have seen the alerts.",
  effect: "writes",
  permission: "account:own",
  input: SeeAlerts,
  output: AlertsSeen,
  subject: () => "alerts",

  async run({ until }, work) {
    const userId = personIdOf(work.caller);
    const [before, asked] = [await seenUntil(work.tx, userId), new Date(until)];
    const latest = asked < work.now ? asked : work.now;
    const seenAt = latest > before ? latest : before;
    await work.tx.alertSeen.upsert({ where: { userId }, create: { userId, seenAt }, update: { seenAt } });
    return { seen_until: seenAt.toISOString() };
  },

  repeats: {
    idOf: () => "seen",
    rebuild: async (_id, work) => ({ seen_until: (await seenUntil(work.tx, personIdOf(work.caller))).toISOString() }),
  },
});
