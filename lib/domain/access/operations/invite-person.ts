import { operation } from "@/lib/infra/operation";
import { Invited, InvitePerson } from "../contract";
import { issuePasswordLink, toPasswordLink } from "../password-link-store";
import { findMember, findMembers, refuseHigherRole, toMember } from "../people-store";
import { emailTaken, invitedIsRemoved } from "../refusals";

export const invitePerson = operation({
  name: "access.invite-person",
  summary: "Invite a person, with a role. The answer holds the link with which they choose a password.",
  effect: "writes",
  permission: "people:manage",
  input: InvitePerson,
  output: Invited,
  refuses: { scope_not_held: "forbidden", email_taken: "conflict", person_removed: "conflict" },
  answers: { 201: "The person, and the link that makes the invitation." },
  subject: ({ email }) => `person:${email}`,

  async run({ email, name, role }, work) {
    const { tx, caller, now } = work;
    refuseHigherRole(caller, role);
    const { count } = await tx.user.createMany({ data: { email, name, role, createdAt: now }, skipDuplicates: true });
    if (count === 0) throw emailTaken(email);
    const { id: userId } = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
    const link = await issuePasswordLink(work, { userId, purpose: "invitation" });
    return { person: toMember(await findMember(tx, userId, now)), link };
  },

  revisionOf: ({ person }) => person.revision,
  repeats: {
    idOf: ({ person }) => person.id,
    // The invitation is the person's first link, kept for longer than repetitions are. Its token is no more
    // kept than before, and made again from the row.
    async rebuild(userId, { tx, now }) {
      const [row] = await findMembers(tx, { where: { id: userId } }, now);
      if (!row) throw invitedIsRemoved();
      const link = await tx.passwordLink.findFirstOrThrow({ where: { userId }, orderBy: { createdAt: "asc" } });
      return { person: toMember(row), link: toPasswordLink(link) };
    },
  },
  respond: ({ person }) => ({ status: 201, headers: { location: `/api/v1/people/${person.id}` } }),
});
