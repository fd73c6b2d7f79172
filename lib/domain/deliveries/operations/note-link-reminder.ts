import { z } from "zod";
import { InstantOut } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";

/** Speaks of one claim: who asked anew meanwhile has another reminder, which this says nothing of. */
export const noteLinkReminder = operation({
  name: "deliveries.note-link-reminder",
  summary: "Note that a reminder was mailed, or why it was not and when it is tried again.",
  effect: "writes",
  permission: "mail:send",
  input: z.strictObject({
    reminder_id: z.uuid(),
    claimed_at: InstantOut,
    failed: z.strictObject({ why: z.string().max(200), again_at: InstantOut }).nullable(),
  }),
  output: z.strictObject({ noted: z.boolean() }),
  subject: ({ reminder_id: id }) => `link-reminder:${id}`,

  async run({ reminder_id: id, claimed_at: claimedAt, failed }, { tx }) {
    const { count } = await tx.linkReminder.updateMany({
      where: { id, sentAt: new Date(claimedAt) },
      data:
        failed === null ? { trouble: null } : { sentAt: null, trouble: failed.why, dueAt: new Date(failed.again_at) },
    });
    return { noted: count === 1 };
  },
});
