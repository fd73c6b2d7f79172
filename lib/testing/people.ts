import { insideCaller, SCOPES_OF_ROLE, strangerAt, type Caller, type Role, type Scope } from "@/lib/core/caller";
import { makePerson } from "@/lib/domain/access/operations/make-person";
import { readPasswordLink } from "@/lib/domain/access/operations/read-password-link";
import { signIn } from "@/lib/domain/access/operations/sign-in";
import { provePassword } from "@/lib/domain/access/queries";
import { perform } from "@/lib/infra/operation";
import { tokenOf } from "./servers/mailbox";

export const PASSWORD = "correct horse battery";
/** The desk itself: holds every right. */
export const inside = insideCaller("cli", "test");

const request = { requestId: "r", address: "192.0.2.1" };
/** Somebody with a password link, or without a password. */
export const lost = strangerAt("desk", "people:recover", request);
/** Somebody who is about to sign in. */
export const atTheDoor = strangerAt("desk", "people:sign-in", request);

/** A service with these rights and no others. */
export const holding = (...scopes: Scope[]): Caller => ({
  ...inside,
  actorId: "key:other",
  door: "api",
  scopes: new Set(scopes),
});

export interface Somebody {
  readonly id: string;
  readonly email: string;
}

/** A person who can sign in, with the usual password. */
export async function somebody(email: string, role: Role = "manager"): Promise<Somebody> {
  const name = email.split("@")[0] ?? email;
  return perform(makePerson, { email, name, role, password: PASSWORD }, inside);
}

/** Signs in with a password, as the form does. Returns the session's id. */
export async function enter(email: string, { password = PASSWORD, userAgent = null as string | null } = {}) {
  const proof = await provePassword({ email, password });
  const { session_id } = await perform(signIn, { email, proof, user_agent: userAgent }, atTheDoor);
  return session_id;
}

/** A signed-in person as the doors hand them on. */
export const asPerson = ({ id, email }: Somebody, role: Role, sessionId: string | null = null): Caller => ({
  ...inside,
  actorId: `user:${id}`,
  actorName: email,
  door: "desk",
  scopes: new Set([...SCOPES_OF_ROLE[role], "account:own" as const]),
  address: "192.0.2.1",
  sessionId,
});

/** Whether a password link still leads somewhere. */
export const opens = ({ url }: { readonly url: string }) =>
  perform(readPasswordLink, { token: tokenOf(url) }, lost).then(
    () => true,
    () => false,
  );
