import { operation } from "@/lib/infra/operation";
import { ListPersonSessions, SessionPage } from "../contract";
import { findMember } from "../people-store";
import { pageOfSessions } from "../session-store";

export const listPersonSessions = operation({
  name: "access.list-person-sessions",
  summary: "List where a person is signed in, newest first.",
  effect: "reads",
  permission: "people:manage",
  input: ListPersonSessions,
  output: SessionPage,
  refuses: { person_not_found: "not_found", invalid_cursor: "invalid" },
  subject: ({ id }) => `person:${id}`,

  async run({ id, ...page }, work) {
    const person = await findMember(work.tx, id, work.now);
    return pageOfSessions(work, { ...page, userId: person.id });
  },
});
