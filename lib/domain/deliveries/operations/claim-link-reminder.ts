import { z } from "zod";
import { InstantOut } from "@/lib/core/time";
import type { Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { LinkLimit } from "../contract";
import { reminderDueAt } from "../link-rules";
import { copiesSelect, linkEnd } from "../link-store";

/** What stands beside a claim until its worker says how it went. */
const UNHEARD = "The worker stopped while it sent this mail. Whether it went out is not known.";

/**
 * Before the mail and not after it: of two workers one sends, and one that dies leaves a reminder whose
 * mail may have gone out, and says so, instead of one that goes out twice.
 */
export const claimLinkReminder = operation({
  name: "deliveries.claim-link-reminder",
  summary: "Take a reminder that is due, to mail it; null where there is nothing to be mailed any more, or not yet.",
  effect: "writes",
  permission: "mail:send",
  input: z.strictObject({ reminder_id: z.uuid() }),
  output: z
    .strictObject({
      to: z.strictObject({ name: z.string(), address: z.string() }),
      title: z.string(),
      video_id: z.string(),
      link_made_at: InstantOut,
      ends_at: InstantOut,
      limited_by: LinkLimit,
      claimed_at: InstantOut,
      mail_id: z.string().describe("The same for every try of one reminder; another once it was asked for anew."),
    })
    .nullable(),
  subject: ({ reminder_id: id }) => `link-reminder:${id}`,

  async run({ reminder_id: id }, { tx, now }) {
    const row = await tx.linkReminder.findUnique({ where: { id }, include: reminderInclude });
    if (!row || row.sentAt !== null) return null;
    const { link } = row;
    const end = linkEnd(link, link.delivery.copies);
    const person = await tx.user.findUnique({
      where: { id: row.userId },
      select: { name: true, email: true, disabledAt: true },
    });
    const over = link.revokedAt !== null || end.at <= now || !person || person.disabledAt !== null;
    if (over || (await hasSuccessor(tx, { ...link, end: end.at, now }))) {
      await tx.linkReminder.deleteMany({ where: { id, sentAt: null } });
      return null;
    }
    const dueAt = reminderDueAt(end.at, row.hoursBefore);
    if (dueAt > now) {
      await tx.linkReminder.updateMany({ where: { id, sentAt: null }, data: { dueAt } });
      return null;
    }
    const claim = { sentAt: now, trouble: UNHEARD };
    const { count } = await tx.linkReminder.updateMany({ where: { id, sentAt: null }, data: claim });
    if (count === 0) return null;
    return {
      to: { name: person.name, address: person.email },
      title: link.delivery.video.title,
      video_id: link.delivery.videoId,
      link_made_at: link.createdAt.toISOString(),
      ends_at: end.at.toISOString(),
      limited_by: end.limitedBy,
      claimed_at: now.toISOString(),
      mail_id: `${id}.${row.createdAt.getTime()}`,
    };
  },
});

const reminderInclude = {
  link: {
    include: {
      delivery: { select: { videoId: true, video: { select: { title: true } }, copies: copiesSelect } },
    },
  },
} as const;

/** Whether a fresher link takes over: then nobody has to see to this one. */
async function hasSuccessor(
  tx: Tx,
  { id, deliveryId, createdAt, end, now }: { id: string; deliveryId: string; createdAt: Date; end: Date; now: Date },
): Promise<boolean> {
  const later = await tx.link.findMany({
    where: { deliveryId, id: { not: id }, createdAt: { gte: createdAt }, revokedAt: null, expiresAt: { gt: now } },
    include: { delivery: { select: { copies: copiesSelect } } },
  });
  return later.some((other) => linkEnd(other, other.delivery.copies).at > end);
}
