import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { cache } from "react";
import { SCOPES_OF_ROLE, strangerAt, type Scope } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import type { Person } from "@/lib/domain/access/contract";
import { signIn } from "@/lib/domain/access/operations/sign-in";
import { signOut } from "@/lib/domain/access/operations/sign-out";
import { personOfSession } from "@/lib/domain/access/queries";
import { env, tellNextAuth } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { secretText } from "@/lib/infra/secrets";
import { addressOf, requestIdOf } from "./request";

/**
 * Signing in, behind this one file (decision 004): next-auth carries the cookie, and the cookie
 * carries nothing but the id of a row in `sessions`, which is looked up on every request.
 */
export interface SignedIn extends Person {
  readonly session_id: string;
  readonly scopes: readonly Scope[];
}

const secure = () => env().MARQUEE_URL.startsWith("https:");
const cookieName = () => `${secure() ? "__Host-" : ""}marquee.session`;

/** Who is signed in on this request to a page; null when nobody is, whatever the cookie claims. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  return personOfCookie((await cookies()).get(cookieName())?.value);
});

/** The same for a plain request to an API address. */
export function personOfRequest(request: Request): Promise<SignedIn | null> {
  const prefix = `${cookieName()}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return personOfCookie(pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length));
}

async function personOfCookie(cookie: string | undefined): Promise<SignedIn | null> {
  if (!cookie) return null;
  // A cookie that is not ours makes `decode` throw; it means nobody.
  const token = await decode({ token: cookie, secret: secretText("session") }).catch(() => null);
  const sessionId = token?.["sid"];
  if (typeof sessionId !== "string") return null;
  const person = await personOfSession(sessionId);
  return person && { ...person, session_id: sessionId, scopes: SCOPES_OF_ROLE[person.role] };
}

/** `/api/auth/…`: next-auth's own addresses. */
export async function authHandler(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  tellNextAuth();
  return (await NextAuth(request as never, context as never, options(request))) as Response;
}

function options(request: Request): NextAuthOptions {
  const caller = strangerAt("desk", "people:sign-in", { requestId: requestIdOf(request), address: addressOf(request) });
  return {
    secret: secretText("session"),
    session: { strategy: "jwt", maxAge: 14 * 24 * 3600 },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    useSecureCookies: secure(),
    cookies: {
      sessionToken: { name: cookieName(), options: { httpOnly: true, sameSite: "lax", path: "/", secure: secure() } },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials) {
          try {
            const { session_id: sid, person } = await perform(
              signIn,
              { email: credentials?.email, password: credentials?.password },
              caller,
            );
            return { id: person.id, email: person.email, name: person.name, sid };
          } catch (error) {
            if (error instanceof Refusal) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && "sid" in user ? { sub: user.id, sid: user.sid } : token),
    },
    events: {
      async signOut({ token }) {
        const sid = token["sid"];
        if (typeof sid === "string")
          await perform(signOut, { session_id: sid }, { ...caller, actorId: `user:${token.sub ?? ""}` });
      },
    },
  };
}
