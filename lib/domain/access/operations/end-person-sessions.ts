import { operation } from "@/lib/infra/operation";
import { OnePerson, SessionsEnded } from "../contract";
import { lockPerson, refuseAbove } from "../people-store";
import { endSessions } from "../session-store";

export const endPersonSessions = operation({
  name: "access.end-person-sessions",
  summary: "Sign a person out everywhere.",
  effect: "writes",
  permission: "people:manage",
  input: OnePerson,
  output: SessionsEnded,
  refuses: { person_not_found: "not_found", person_above_you: "forbidden" },
  subject: ({ id }) => `person:${id}`,

  async run({ id }, { tx, caller, now }) {
    const person = await lockPerson(tx, id, now);
    refuseAbove(caller, person);
    return { ended: await endSessions(tx, { userId: person.id, now }) };
  },
});
