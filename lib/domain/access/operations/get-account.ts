import { z } from "zod";
import { operation } from "@/lib/infra/operation";
import { Account } from "../contract";
import { findMember } from "../people-store";
import { personIdOf } from "../session-store";

export const getAccount = operation({
  name: "access.get-account",
  summary: "See who you are here, and whether you have a password.",
  effect: "reads",
  permission: "account:own",
  input: z.strictObject({}),
  output: Account,
  refuses: { person_not_found: "not_found" },
  subject: () => "account",

  async run(_input, { tx, caller, now }) {
    const { id, email, name, role, hasPassword } = await findMember(tx, personIdOf(caller), now);
    return { id, email, name, role, has_password: hasPassword };
  },
});
