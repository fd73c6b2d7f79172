import { operation } from "@/lib/infra/operation";
import { EditPerson, Member } from "../contract";
import { revokePasswordLinks } from "../password-link-store";
import {
  findMember,
  holdsMore,
  isOneself,
  keepAnAdmin,
  lockAdmins,
  lockPerson,
  lockPersonRevision,
  refuseAbove,
  refuseHigherRole,
  toMember,
} from "../people-store";
import { notYourself } from "../refusals";
import { endSessions } from "../session-store";

/** What a person may do is read anew on every request, so a change counts from their next one on. */
export const editPerson = operation({
  name: "access.edit-person",
  summary: "Change a person's name or role, keep them out, or let them in again.",
  effect: "writes",
  permission: "people:manage",
  input: EditPerson,
  output: Member,
  refuses: {
    person_not_found: "not_found",
    person_above_you: "forbidden",
    scope_not_held: "forbidden",
    last_admin: "conflict",
    not_yourself: "conflict",
  },
  subject: ({ id }, output) => `person:${output?.email ?? id}`,

  async run({ id, name, role, disabled }, { tx, caller, now }) {
    await lockAdmins(tx);
    const person = await lockPerson(tx, id, now);
    refuseAbove(caller, person);
    if (disabled && isOneself(caller, person)) throw notYourself("disable");
    if (role && role !== person.role) refuseHigherRole(caller, role);
    if (disabled || (role && role !== "admin")) await keepAnAdmin(tx, person);
    await tx.user.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? (person.disabledAt ?? now) : null }),
        revision: { increment: 1 },
      },
    });
    if (disabled) await endSessions(tx, { userId: person.id, now });
    // Whoever was handed a link to a lesser account must not come into a greater one by it.
    if (disabled || (role && holdsMore(role, person.role))) await revokePasswordLinks(tx, { userId: person.id, now });
    return toMember(await findMember(tx, id, now));
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockPersonRevision(tx, id),
});
