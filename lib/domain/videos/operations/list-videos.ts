import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import type { Prisma } from "@/lib/infra/db";
import { literally } from "@/lib/infra/like";
import { operation } from "@/lib/infra/operation";
import { ListVideos, VideoPage } from "../contract";
import { toVideos, videoSelect } from "../store";

const LIST = "videos";

export const listVideos = operation({
  name: "videos.list",
  summary: "List the videos on the desk, newest first.",
  effect: "reads",
  permission: "videos:read",
  input: ListVideos,
  output: VideoPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "videos",

  async run({ q, status, project, since, limit, cursor }, { tx }) {
    const where = {
      ...(status ? { delivery: { status } } : {}),
      ...(project ? { projectId: project } : {}),
      ...(since ? { createdAt: { gte: new Date(since) } } : {}),
      ...(q ? { OR: matching(q) } : {}),
    } satisfies Prisma.VideoWhereInput;

    const [rows, totals, projects] = await Promise.all([
      tx.video.findMany({
        where: cursor ? { AND: [where, behind(readCursor(LIST, cursor))] } : where,
        select: videoSelect(),
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),
      tx.video.aggregate({ where, _count: true, _sum: { bytes: true } }),
      tx.video.groupBy({ by: ["projectId"], orderBy: { projectId: "asc" } }),
    ]);
    const page = cutPage(LIST, rows, limit);
    return {
      items: await toVideos(tx, page.rows),
      next_cursor: page.next_cursor,
      total: totals._count,
      total_bytes: Number(totals._sum.bytes ?? 0),
      projects: projects.map((row) => row.projectId),
    };
  },
});

/** Words are looked for in titles; a tag, a project or a checksum is found by how it begins or by its whole. */
function matching(q: string): Prisma.VideoWhereInput[] {
  return [
    { title: { contains: literally(q), mode: "insensitive" } },
    { tags: { hasSome: [q, q.toLowerCase()] } },
    { projectId: { startsWith: literally(q.toLowerCase()) } },
    { checksum: { startsWith: literally(q.startsWith("sha256:") ? q : `sha256:${q.toLowerCase()}`) } },
  ];
}
