import { isUuid } from "@/lib/core/id";
import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { AssignmentPage, ListAssignments } from "../contract";
import { assignmentInclude, toAssignments } from "../store";

const LIST = "assignments";

export const listAssignments = operation({
  name: "assignments.list",
  summary: "List assignments, newest first, by video, channel, status, cause and time.",
  effect: "reads",
  permission: "assignments:read",
  input: ListAssignments,
  output: AssignmentPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "assignments",

  async run({ video_id: videoId, channel_id: channelId, status, cause, from, to, limit, cursor }, { tx, now }) {
    const mark = cursor && readCursor(LIST, cursor);
    // No channel has another form of id, and Postgres would not take one.
    if (channelId !== undefined && !isUuid(channelId)) return { items: [], next_cursor: null };
    const rows = await tx.assignment.findMany({
      where: {
        ...(videoId ? { videoId } : {}),
        ...(channelId ? { channelId } : {}),
        ...(status ? { status } : {}),
        ...(cause ? { cause } : {}),
        ...(from || to
          ? { scheduledAt: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) } }
          : {}),
        ...(mark ? behind(mark) : {}),
      },
      include: assignmentInclude,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: await toAssignments(tx, page.rows, now), next_cursor: page.next_cursor };
  },
});
