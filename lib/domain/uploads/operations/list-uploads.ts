import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { ListUploads, UploadPage } from "../contract";
import { standing, toUpload } from "../store";

const LIST = "uploads";

export const listUploads = operation({
  name: "uploads.list",
  summary: "List one's own uploads that are unfinished or wait to be delivered, newest first.",
  effect: "reads",
  permission: "deliveries:write",
  input: ListUploads,
  output: UploadPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "uploads",

  async run({ limit, cursor }, { tx, caller, now }) {
    const rows = await tx.upload.findMany({
      where: { ...standing({ actorId: caller.actorId, now }), ...(cursor ? behind(readCursor(LIST, cursor)) : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: await Promise.all(page.rows.map(toUpload)), next_cursor: page.next_cursor };
  },
});
