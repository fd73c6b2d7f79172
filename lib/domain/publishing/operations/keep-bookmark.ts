import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { takenOver } from "../refusals";

export const BookmarkIn = z.record(z.string().max(200), z.union([z.string().max(8000), z.number()]));

/** Keeps a platform's handle before it is used, so that a crash forgets none (platforms, rule 1). Refuses whom somebody has taken over. */
export const keepBookmark = operation({
  name: "publishing.keep-bookmark",
  summary: "Keep a platform's handle before it is used.",
  effect: "writes",
  permission: "publishing:run",
  input: z.strictObject({ id: z.uuid(), fence: z.int(), bookmark: BookmarkIn }),
  output: z.object({ kept: z.literal(true) }),
  subject: ({ id }) => `assignment:${id}`,

  async run({ id, fence, bookmark }, { tx }) {
    const { count } = await tx.assignment.updateMany({ where: { id, fence, status: "scheduled" }, data: { bookmark } });
    if (count === 0) throw takenOver();
    return { kept: true as const };
  },
});
