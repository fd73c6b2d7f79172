import { operation } from "@/lib/infra/operation";
import { ListSessions, SessionPage } from "../contract";
import { pageOfSessions, personIdOf } from "../session-store";

export const listSessions = operation({
  name: "access.list-sessions",
  summary: "List where you are signed in, newest first.",
  effect: "reads",
  permission: "account:own",
  input: ListSessions,
  output: SessionPage,
  refuses: { invalid_cursor: "invalid" },
  subject: () => "account",
  run: (page, work) => pageOfSessions(work, { ...page, userId: personIdOf(work.caller) }),
});
