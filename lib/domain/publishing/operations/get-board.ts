import { assignmentInclude, toAssignments } from "@/lib/domain/assignments/store";
import type { Assignment } from "@/lib/domain/assignments/contract";
import { cutPage, readCursor } from "@/lib/infra/cursor";
import { Prisma, type Tx } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { conditionsOf, countsOfNeeds } from "../board-filters";
import { Board, GetBoard, type BoardCell, type BoardRow } from "../contract";
import { databaseNow } from "../database-now";
import { failureGroups } from "../failure-groups";

const LIST = "board";

/** A row per video that was assigned, the last assigned first, with a cell for each of its assignments. */
export const getBoard = operation({
  name: "assignments.board",
  summary: "The status board: every assigned video with where it stands on each channel.",
  effect: "reads",
  permission: "assignments:read",
  input: GetBoard,
  output: Board,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "assignments",

  async run({ limit, cursor, ...filters }, { tx }) {
    const mark = cursor === undefined ? null : readCursor(LIST, cursor);
    const beyond = mark ? Prisma.sql`HAVING (max(a.created_at), a.video_id) < (${mark.at}, ${mark.id})` : Prisma.empty;
    const found = await tx.$queryRaw<{ id: string; at: Date }[]>`
      SELECT a.video_id AS id, max(a.created_at) AS at
      FROM distribution_platform_status a JOIN channels c ON c.id = a.channel_id JOIN videos v ON v.id = a.video_id
      WHERE ${conditionsOf(filters)} GROUP BY a.video_id ${beyond} ORDER BY at DESC, id DESC LIMIT ${limit + 1}`;
    const page = cutPage(LIST, found, limit);
    const ids = page.rows.map(({ id }) => id);
    const [[counts], groups, now] = [
      await tx.$queryRaw<[Board["counts"]]>(countsOfNeeds),
      await failureGroups(tx),
      await databaseNow(tx),
    ];
    const items = await rowsOf(tx, ids, { cancelled: filters.status === "cancelled", now });
    return {
      items,
      next_cursor: page.next_cursor,
      channels: await channelsOf(tx, items),
      groups,
      counts,
      at: now.toISOString(),
    };
  },
});

async function rowsOf(
  tx: Tx,
  ids: readonly string[],
  { cancelled, now }: { cancelled: boolean; now: Date },
): Promise<BoardRow[]> {
  const videos = await tx.video.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, title: true, projectId: true, hasPoster: true },
  });
  const rows = await tx.assignment.findMany({
    where: { videoId: { in: [...ids] }, ...(cancelled ? {} : { status: { not: "cancelled" } }) },
    include: assignmentInclude,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const assignments = await toAssignments(tx, rows, now);
  const attempts = await tx.attempt.groupBy({
    by: ["assignmentId"],
    where: { assignmentId: { in: assignments.map(({ id }) => id) } },
    _max: { number: true },
  });
  const tries = new Map(attempts.map(({ assignmentId, _max }) => [assignmentId, _max.number ?? 0]));
  return ids.flatMap((id) => {
    const video = videos.find((one) => one.id === id);
    const here = assignments.filter(({ video_id: videoId }) => videoId === id);
    if (!video) return [];
    return [
      {
        video_id: id,
        title: video.title,
        project_id: video.projectId,
        has_poster: video.hasPoster,
        created_by: here[0]?.created_by ?? "",
        cells: here.map((assignment) => toCell(assignment, tries.get(assignment.id) ?? 0)),
      },
    ];
  });
}

const toCell = (assignment: Assignment, attempts: number): BoardCell => ({
  assignment_id: assignment.id,
  channel_id: assignment.channel_id,
  status: assignment.status,
  cause: assignment.cause,
  scheduled_at: assignment.scheduled_at,
  live_at: assignment.live_at,
  remote_url: assignment.remote_url,
  attempts,
  retry_count: assignment.retry_count,
  forced: assignment.forced,
  standing: assignment.standing,
  revision: assignment.revision,
});

/** The channels that there are, and those that are gone and still have a cell here. */
async function channelsOf(tx: Tx, items: readonly BoardRow[]): Promise<Board["channels"]> {
  const seen = [...new Set(items.flatMap(({ cells }) => cells.map(({ channel_id: id }) => id)))];
  return tx.channel.findMany({
    where: { OR: [{ removedAt: null }, { id: { in: seen } }] },
    select: { id: true, name: true, platform: true, status: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
