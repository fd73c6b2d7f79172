import { z } from "zod";
import { standing } from "@/lib/domain/assignments/preflight";
import { findingsFor } from "@/lib/domain/assignments/preflight-store";
import { contentOf } from "@/lib/domain/assignments/rules";
import { issueLink } from "@/lib/domain/deliveries/operations/renew-link";
import { MediaFacts } from "@/lib/domain/videos/contract";
import { isUuid } from "@/lib/core/id";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { cardOf } from "@/lib/platforms/cards";
import type { Prisma } from "@/lib/infra/db";
import { databaseNow } from "../database-now";
import { Frozen } from "../frozen";

const include = { channel: true, video: true } satisfies Prisma.AssignmentInclude;
type Row = Prisma.AssignmentGetPayload<{ include: typeof include }>;

/** The longest a film's address works; the desk may allow less. */
const LINK_HOURS = 168;

/**
 * Takes an assignment up for preparing: looks at it once more, and freezes what goes out. Null where there is
 * nothing to prepare now. What the look finds is written down and looked at again in a minute: there may be time
 * to mend it.
 */
export const beginPreparing = operation({
  name: "publishing.begin-preparing",
  summary: "Look at what goes out soon once more, and freeze it.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    taken: z
      .object({
        fence: z.int(),
        video_id: z.string(),
        channel_id: z.string(),
        platform: z.string(),
        frozen: Frozen,
        bookmark: z.record(z.string(), z.union([z.string(), z.number()])),
      })
      .nullable(),
  }),
  subject: ({ id }) => `assignment:${id}`,

  async run({ id }, work) {
    const { tx } = work;
    await tx.$queryRaw`SELECT 1 AS held FROM distribution_platform_status WHERE id = ${id}::uuid FOR UPDATE`;
    const row = isUuid(id) ? await tx.assignment.findUnique({ where: { id }, include }) : null;
    if (row?.status !== "scheduled" || row.preparedAt !== null) return { taken: null };
    const now = await databaseNow(tx);
    const again = new Date(now.getTime() + 60_000);
    if (row.channel.removedAt !== null || row.channel.status !== "active") {
      await tx.assignment.update({ where: { id }, data: { prepareDueAt: again } });
      return { taken: null };
    }
    const content = contentOf(row, row.channel);
    const facts = { videoId: row.videoId, channelId: row.channelId, ...content, scheduledAt: row.scheduledAt };
    const findings = standing(await findingsFor(tx, facts, now), row);
    if (findings.length > 0) {
      await tx.assignment.update({ where: { id }, data: { findings, prepareDueAt: again } });
      await work.signal(`assignment:${id}`);
      return { taken: null };
    }
    const frozen =
      row.frozen === null ? await freeze(work, row, now) : await withLink(work, row, Frozen.parse(row.frozen), now);
    const { fence } = await tx.assignment.update({
      where: { id },
      data: {
        findings: [],
        frozen: frozen as Prisma.InputJsonObject,
        frozenAt: row.frozenAt ?? now,
        fence: { increment: 1 },
        prepareDueAt: again,
      },
      select: { fence: true },
    });
    return {
      taken: {
        fence,
        video_id: row.videoId,
        channel_id: row.channelId,
        platform: row.channel.platform,
        frozen,
        bookmark: row.bookmark as Record<string, string | number>,
      },
    };
  },
});

/** How long a film's address has to work from the moment in which it is sent. */
const LINK_LASTS_MS = 3_600_000;

/**
 * What was frozen, with an address of the film that still works. Where a try may have posted nothing is changed: the
 * same has to go out again.
 */
async function withLink(work: Work, row: Row, frozen: Frozen, now: Date): Promise<Frozen> {
  const { link, delivery_id: deliveryId } = frozen.media;
  if (link === null || Date.parse(link.expires_at) > now.getTime() + LINK_LASTS_MS) return frozen;
  const open = { assignmentId: row.id, state: { in: ["unknown" as const, "repeated" as const] } };
  if ((await work.tx.attempt.count({ where: open })) > 0) return frozen;
  const { id, expiresAt } = await issueLink(work, { id: deliveryId, hours: LINK_HOURS });
  return { ...frozen, media: { ...frozen.media, link: { id, expires_at: expiresAt.toISOString() } } };
}

async function freeze(work: Work, row: Row, now: Date): Promise<Frozen> {
  const { video, channel } = row;
  const { caption, settings } = contentOf(row, channel);
  const deliveryId = video.deliveryId ?? "";
  const link = cardOf(channel.platform).fetchesMedia
    ? await issueLink(work, { id: deliveryId, hours: LINK_HOURS })
    : null;
  // What the platform took and gave up on is a post of its own: under its marker, that one would be found.
  const broken = await work.tx.attempt.count({
    where: { assignmentId: row.id, state: "rejected", remoteId: { not: null } },
  });
  return {
    marker: broken === 0 ? row.id : `${row.id}.${broken}`,
    title: video.title,
    caption,
    tags: video.tags,
    settings: { ...settings },
    scheduled_at: (row.scheduledAt ?? now).toISOString(),
    frozen_at: now.toISOString(),
    media: {
      delivery_id: deliveryId,
      link: link && { id: link.id, expires_at: link.expiresAt.toISOString() },
      bytes: Number(video.bytes),
      seconds: MediaFacts.parse(video.media).duration_seconds,
      checksum: video.checksum,
    },
  };
}
