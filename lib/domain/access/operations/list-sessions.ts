import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { SessionList } from "../contract";
import { openSessions, personIdOf, toSession } from "../session-store";

/** More than anybody looks through; what is older can still be ended together. */
const MOST = 100;

export const listSessions = operation({
  name: "access.list-sessions",
  summary: "List where you are signed in, newest first.",
  effect: "reads",
  permission: "account:own",
  input: z.strictObject({}),
  output: SessionList,
  subject: () => "account",

  async run(_input, { tx, caller, now }) {
    const rows = await tx.session.findMany({
      where: openSessions(personIdOf(caller), now),
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    });
    return { items: rows.map((row) => toSession(row, caller)), next_cursor: null };
  },
});
