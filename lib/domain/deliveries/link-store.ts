import type { Caller } from "@/lib/core/caller";
import { isUuid } from "@/lib/core/id";
import { personOf } from "@/lib/domain/access/session-store";
import type { Prisma } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { stores } from "@/lib/infra/storage/stores";
import type { Work } from "@/lib/infra/work";
import type { Link, LinkReminder } from "./contract";
import { endOfLink, readingEndsAt, reminderDueAt, type LinkEnd, type LinkSpan } from "./link-rules";
import { linkUrl } from "./link-token";
import { linkNotFound } from "./refusals";

/** The copies of a delivery as far as a link's end depends on them. */
export const copiesSelect = { select: { store: true, state: true } } as const;

type Copies = readonly { readonly store: string; readonly state: string }[];

/** When a link truly ends, by this desk's settings and the copies of its film. */
export function linkEnd(span: LinkSpan, copies: Copies): LinkEnd & { readonly signingEndsAt: Date | null } {
  const signingEndsAt = readingEndsAt(copies, stores());
  return { ...endOfLink(span, { maxHours: env().LINK_MAX_HOURS, signingEndsAt }), signingEndsAt };
}

/** The links of a query, as the caller sees them: how each was used, and a reminder of their own. */
export async function findLinks(
  { tx, caller, now }: Work,
  query: Omit<Prisma.LinkFindManyArgs, "select" | "include" | "omit">,
): Promise<Link[]> {
  const rows = await tx.link.findMany({ ...query, include: includeFor(caller) });
  const uses = await tx.fetch.groupBy({
    by: ["linkId"],
    where: { linkId: { in: rows.map(({ id }) => id) } },
    _count: true,
    _max: { at: true },
  });
  return rows.map((row) => {
    const use = uses.find(({ linkId }) => linkId === row.id);
    return toLink(row, { now, opened: use?._count ?? 0, lastOpenedAt: use?._max.at ?? null });
  });
}

export async function findLink(work: Work, { id, linkId }: { id: string; linkId: string }): Promise<Link> {
  const [link] = isUuid(linkId) ? await findLinks(work, { where: { id: linkId, deliveryId: id } }) : [];
  if (!link) throw linkNotFound(linkId);
  return link;
}

function includeFor(caller: Caller) {
  const person = personOf(caller);
  return {
    delivery: { select: { copies: copiesSelect } },
    // A reminder is its owner's alone.
    reminders: { where: { userId: { in: person === null ? [] : [person] } } },
  } satisfies Prisma.LinkInclude;
}

type LinkRow = Prisma.LinkGetPayload<{ include: ReturnType<typeof includeFor> }>;
type Use = { readonly now: Date; readonly opened: number; readonly lastOpenedAt: Date | null };

function toLink(row: LinkRow, { now, opened, lastOpenedAt }: Use): Link {
  const end = linkEnd(row, row.delivery.copies);
  const works = row.revokedAt === null && end.refusedFrom > now;
  const [reminder] = row.reminders;
  return {
    id: row.id,
    public_url: works ? linkUrl(row) : null,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt.toISOString(),
    effective_expires_at: end.at.toISOString(),
    limited_by: end.limitedBy,
    signing_ends_at: end.signingEndsAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    opened,
    last_opened_at: lastOpenedAt?.toISOString() ?? null,
    reminder: reminder ? toReminder(reminder, end.at) : null,
  };
}

function toReminder(row: Prisma.LinkReminderGetPayload<object>, end: Date): LinkReminder {
  return {
    hours_before: row.hoursBefore,
    due_at: reminderDueAt(end, row.hoursBefore).toISOString(),
    sent_at: row.sentAt?.toISOString() ?? null,
    trouble: row.trouble,
  };
}
