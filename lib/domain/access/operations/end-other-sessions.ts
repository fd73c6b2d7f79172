import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { SessionsEnded } from "../contract";
import { endSessions, personIdOf } from "../session-store";

export const endOtherSessions = operation({
  name: "access.end-other-sessions",
  summary: "Sign yourself out everywhere but here.",
  effect: "writes",
  permission: "account:own",
  input: z.strictObject({}),
  output: SessionsEnded,
  subject: () => "account",

  run: async (_input, { tx, caller, now }) => ({
    ended: await endSessions(tx, { userId: personIdOf(caller), keep: caller.sessionId, now }),
  }),
});
