import { operation } from "@/lib/infra/operation";
import { AskForReset, ResetAsked } from "../contract";
import { lookUpReset } from "../jobs";
import { mailIsSetUp } from "../password-link-store";

/**
 * Says and does the same whether or not anybody has this address: one look into an index, one job, one
 * audit entry. What differs, the link and its mail, is a worker's, so no clock at this door tells who
 * there is. The job carries the id that was found, or null, and so no address either. Its key is a new
 * one each time, because two jobs of one key would wait for each other, which could be timed; what keeps
 * a person from being flooded is in `startReset`.
 */
export const askForReset = operation({
  name: "access.ask-for-reset",
  summary: "Have a link mailed with which a forgotten password is replaced.",
  effect: "writes",
  permission: "people:recover",
  input: AskForReset,
  output: ResetAsked,
  answers: { 202: "If somebody has this address, a mail is on its way." },
  subject: ({ email }) => `person:${email}`,

  tries: ({ email }) => ({ secret: "password reset", account: email }),

  async run({ email }, work) {
    // Without mail there is nobody the link could go to, whoever asks.
    if (mailIsSetUp()) {
      const person = await work.tx.user.findUnique({ where: { email }, select: { id: true } });
      await work.enqueue(lookUpReset, { user_id: person?.id ?? null }, { key: crypto.randomUUID() });
    }
    return { accepted: true as const };
  },

  repeats: { idOf: () => "asked", rebuild: () => Promise.resolve({ accepted: true as const }) },
  respond: () => ({ status: 202 }),
});
