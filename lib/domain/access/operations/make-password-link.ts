import { operation } from "@/lib/infra/operation";
import { OnePerson, PasswordLink } from "../contract";
import { issuePasswordLink, toPasswordLink } from "../password-link-store";
import { passwordLinkIdIn } from "../password-link-token";
import { lockPerson, refuseAbove, statusOf } from "../people-store";
import { personDisabled, personNotFound } from "../refusals";

export const makePasswordLink = operation({
  name: "access.make-password-link",
  summary: "Make a link with which a person sets a password; the one before it is worth nothing from then on.",
  effect: "writes",
  permission: "people:manage",
  input: OnePerson,
  output: PasswordLink,
  refuses: { person_not_found: "not_found", person_above_you: "forbidden", person_disabled: "conflict" },
  answers: { 201: "The link: an invitation, or a reset for somebody who signs in already." },
  subject: ({ id }) => `person:${id}`,

  async run({ id }, work) {
    const person = await lockPerson(work.tx, id, work.now);
    const status = statusOf(person);
    if (status === "disabled") throw personDisabled(id);
    // Whoever holds the link can become this person.
    refuseAbove(work.caller, person);
    return issuePasswordLink(work, { userId: person.id, purpose: status === "invited" ? "invitation" : "reset" });
  },

  repeats: {
    idOf: ({ url }) => passwordLinkIdIn(url),
    async rebuild(id, { tx }, input) {
      const link = await tx.passwordLink.findUnique({ where: { id } });
      // It is kept for longer than repetitions are, so it has gone only with its person.
      if (!link) throw personNotFound(input.id);
      return toPasswordLink(link);
    },
  },
  respond: () => ({ status: 201 }),
});
