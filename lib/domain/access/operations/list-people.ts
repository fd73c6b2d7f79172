import { behind, cutPage, readCursor } from "@/lib/infra/cursor";
import type { Prisma } from "@/lib/infra/db";
import { literally } from "@/lib/infra/like";
import { operation } from "@/lib/infra/operation";
import { ListPeople, MemberPage } from "../contract";
import { findMembers, toMember } from "../people-store";

const LIST = "people";

export const listPeople = operation({
  name: "access.list-people",
  summary: "List the people of the desk, newest first.",
  effect: "reads",
  permission: "people:manage",
  input: ListPeople,
  output: MemberPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "people",

  async run({ q, limit, cursor }, { tx, now }) {
    const named = q ? ({ contains: literally(q), mode: "insensitive" } satisfies Prisma.StringFilter) : undefined;
    const sought = named ? { OR: [{ name: named }, { email: named }] } : {};
    const where = { AND: [sought, cursor ? behind(readCursor(LIST, cursor)) : {}] };
    const orderBy = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.UserOrderByWithRelationInput[];
    const rows = await findMembers(tx, { where, orderBy, take: limit + 1 }, now);
    const page = cutPage(LIST, rows, limit);
    return { items: page.rows.map(toMember), next_cursor: page.next_cursor };
  },
});
