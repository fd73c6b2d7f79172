import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import { operation } from "@/lib/infra/operation";
import { ApiKeyPage, ListApiKeys } from "../contract";
import { keySelect, toApiKey } from "../key-store";

const LIST = "api-keys";

export const listApiKeys = operation({
  name: "access.list-api-keys",
  summary: "List the services' keys, newest first, without their secrets.",
  effect: "reads",
  permission: "keys:manage",
  input: ListApiKeys,
  output: ApiKeyPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "api-keys",

  async run({ limit, cursor }, { tx }) {
    const rows = await tx.apiKey.findMany({
      where: cursor ? behind(readCursor(LIST, cursor)) : {},
      select: keySelect,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map(toApiKey), next_cursor: page.next_cursor };
  },
});
