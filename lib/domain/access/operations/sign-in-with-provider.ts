import { z } from "zod";
import type { Role } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { Email, Person, Role as RoleName } from "../contract";
import { openSession } from "../open-session";
import { revokePasswordLinks } from "../password-link-store";
import { holdsMore, keepAnAdmin, lockAdmins, lockPerson, statusOf, type MemberRow } from "../people-store";
import { providerEmailTaken, providerGivesNoRole, providerRefused, providerSignInFailed } from "../refusals";

const Proven = z.strictObject({
  /** The pair that is trusted. */
  issuer: z.string().min(1).max(2048),
  subject: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  email: Email.nullable(),
  email_verified: z.boolean(),
  name: z.string().min(1).max(120).nullable(),
  /** What the provider's claims make of this person; null where no role fits, or where it has no say. */
  role: RoleName.nullable(),
  roles_follow: z.boolean(),
  link_by_email: z.boolean(),
  user_agent: z.string().nullable(),
});
type Proven = z.output<typeof Proven>;

/** The edge could not prove who it is: refused, and so written down. */
const Unproven = z.strictObject({ refused: z.enum(["oidc_refused", "oidc_failed"]) });

/**
 * Opens a session for whom the configured OpenID provider vouches for. The exchange with the provider
 * comes before, at the edge, because a transaction must not wait for another server.
 */
export const signInWithProvider = operation({
  name: "access.sign-in-with-provider",
  summary: "Open a session for a person whom the sign-in provider vouches for.",
  effect: "writes",
  permission: "people:sign-in",
  input: z.union([Proven, Unproven]),
  output: z.strictObject({ session_id: z.string(), person: Person }),
  refuses: {
    oidc_refused: "forbidden",
    oidc_no_role: "forbidden",
    oidc_email_taken: "conflict",
    oidc_failed: "upstream",
  },
  subject: (input, output) => {
    if (output) return `person:${output.person.email}`;
    return "email" in input && input.email !== null ? `person:${input.email}` : "person";
  },

  async run(input, work) {
    if ("refused" in input) throw input.refused === "oidc_refused" ? providerRefused() : providerSignInFailed();
    const { tx, now } = work;
    const { issuer, subject } = input;
    // Before any person's row, as everywhere: the role may change.
    if (input.roles_follow) await lockAdmins(tx);
    // The same person in two tabs at once is still one person.
    await lockUntilCommit(tx, `identity ${issuer} ${subject}`);
    const identity = await tx.identity.findUnique({ where: { issuer_subject: { issuer, subject } } });
    const user = identity ? await lockPerson(tx, identity.userId, now) : await newcomer(input, work);
    if (user.disabledAt) throw providerRefused();
    const role = input.roles_follow ? await followRole(user, input.role, work) : user.role;
    const session_id = await openSession(work, { userId: user.id, method: "oidc", userAgent: input.user_agent });
    return { session_id, person: { id: user.id, email: user.email, name: user.name, role } };
  },
});

/** Somebody who comes through this door for the first time: known here by a verified address, or by nothing. */
async function newcomer(input: Proven, work: Work): Promise<MemberRow> {
  const { tx, now } = work;
  const { issuer, subject, email } = input;
  if (email === null || !input.email_verified) throw providerRefused();
  const here = await tx.user.findUnique({ where: { email }, select: { id: true } });
  const id = here?.id ?? (await makeFromClaims({ ...input, email }, work));
  // An invitation that is being taken up in this very moment decides first.
  const user = await lockPerson(tx, id, now);
  const status = statusOf(user);
  if (status === "disabled") throw providerRefused();
  if (status === "active" && !input.link_by_email) throw providerEmailTaken();

  await tx.identity.create({ data: { userId: id, issuer, subject, createdAt: now } });
  if (here && status === "invited") {
    await tx.user.update({ where: { id }, data: { revision: { increment: 1 } } });
    // Whoever still holds the invitation must not set a password for an account that is taken up.
    await revokePasswordLinks(tx, { userId: id, now });
  }
  await work.record({ operation: "access.link-identity", subject: `person:${email}`, outcome: "done" });
  return user;
}

async function makeFromClaims({ email, name, role }: Proven & { email: string }, work: Work): Promise<string> {
  if (role === null) throw providerGivesNoRole();
  const data = { email, name: name ?? email.slice(0, 120), role, createdAt: work.now };
  const [made] = await work.tx.user.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } });
  // Somebody was given this address a moment ago.
  if (!made) throw providerEmailTaken();
  await work.record({ operation: "access.make-person", subject: `person:${email}`, outcome: "done" });
  return made.id;
}

/** The provider's word on the role counts, except that it cannot leave the desk without an admin. */
async function followRole(user: MemberRow, role: Role | null, work: Work): Promise<Role> {
  if (role === null) throw providerGivesNoRole();
  if (user.role === role) return role;
  const entry = { operation: "access.follow-role", subject: `person:${user.email}` };
  try {
    await keepAnAdmin(work.tx, user);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await work.record({ ...entry, outcome: "refused", code: error.code });
    return user.role;
  }
  await work.tx.user.update({ where: { id: user.id }, data: { role, revision: { increment: 1 } } });
  if (holdsMore(role, user.role)) await revokePasswordLinks(work.tx, { userId: user.id, now: work.now });
  await work.record({ ...entry, outcome: "done" });
  return role;
}
