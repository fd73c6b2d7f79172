import { operation } from "@/lib/infra/operation";
import { MakePerson, Person } from "../contract";
import { hashPassword } from "../passwords";
import { emailTaken } from "../refusals";

export const makePerson = operation({
  name: "access.make-person",
  summary: "Let a person sign in, with a role.",
  effect: "writes",
  permission: "people:make",
  input: MakePerson,
  output: Person,
  refuses: { email_taken: "conflict" },
  subject: ({ email }) => `person:${email}`,

  async run({ email, name, password, role }, { tx, now }) {
    const passwordHash = await hashPassword(password);
    const { count } = await tx.user.createMany({
      data: { email, name, role, passwordHash, createdAt: now },
      skipDuplicates: true,
    });
    if (count === 0) throw emailTaken(email);
    return tx.user.findUniqueOrThrow({ where: { email }, select: { id: true, email: true, name: true, role: true } });
  },
});
