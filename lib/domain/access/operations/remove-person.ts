import { operation } from "@/lib/infra/operation";
import { OnePerson, RemovedPerson } from "../contract";
import { isOneself, keepAnAdmin, lockAdmins, lockPerson, lockPersonRevision, refuseAbove } from "../people-store";
import { notYourself } from "../refusals";

/** Sessions, links and ties to a provider go with the person; what they did stays in the audit trail. */
export const removePerson = operation({
  name: "access.remove-person",
  summary: "Remove a person from the desk for good.",
  effect: "writes",
  permission: "people:manage",
  input: OnePerson,
  output: RemovedPerson,
  refuses: {
    person_not_found: "not_found",
    person_above_you: "forbidden",
    last_admin: "conflict",
    not_yourself: "conflict",
  },
  subject: ({ id }, output) => `person:${output?.email ?? id}`,

  async run({ id }, { tx, caller, now }) {
    await lockAdmins(tx);
    const person = await lockPerson(tx, id, now);
    refuseAbove(caller, person);
    if (isOneself(caller, person)) throw notYourself("remove");
    await keepAnAdmin(tx, person);
    await tx.user.delete({ where: { id } });
    return { id: person.id, email: person.email, removed: true as const };
  },

  // What is gone has no revision to show, but had one that an If-Match may name.
  revisionOf: () => undefined,
  lockRevision: ({ id }, tx) => lockPersonRevision(tx, id),
});
