import { z } from "zod";
import { operation } from "@/lib/infra/operation";

export const signOut = operation({
  name: "access.sign-out",
  summary: "End a session.",
  effect: "writes",
  permission: "people:sign-in",
  input: z.strictObject({ session_id: z.uuid() }),
  output: z.strictObject({ ended: z.boolean() }),
  subject: ({ session_id: id }) => `session:${id}`,

  async run({ session_id: id }, { tx, now }) {
    const { count } = await tx.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    return { ended: count === 1 };
  },
});
