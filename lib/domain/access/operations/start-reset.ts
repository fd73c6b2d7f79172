import { z } from "zod";
import { MINUTE } from "@/lib/core/time";
import { operation } from "@/lib/infra/operation";
import { OnePerson } from "../contract";
import { issuePasswordLink } from "../password-link-store";
import { lockPerson, statusOf } from "../people-store";

/**
 * Makes the reset link that somebody asked for. Only for people who have a password: an invitation is an
 * admin's to renew, and who signs in through a provider gets no second way past it. At most one link a
 * minute, so that nobody's mailbox is filled from outside.
 */
export const startReset = operation({
  name: "access.start-reset",
  summary: "Make the link that a person asked for who forgot the password.",
  effect: "writes",
  permission: "mail:send",
  input: OnePerson,
  output: z.strictObject({ started: z.boolean() }),
  refuses: { person_not_found: "not_found" },
  subject: ({ id }) => `person:${id}`,

  async run({ id }, work) {
    const { tx, now } = work;
    const person = await lockPerson(tx, id, now);
    const since = new Date(now.getTime() - MINUTE);
    const justMade = await tx.passwordLink.count({ where: { userId: id, purpose: "reset", createdAt: { gt: since } } });
    if (statusOf(person) !== "active" || !person.hasPassword || justMade > 0) return { started: false };
    await issuePasswordLink(work, { userId: id, purpose: "reset" });
    return { started: true };
  },
});
