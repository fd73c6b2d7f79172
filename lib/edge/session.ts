import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import { cache } from "react";
import { z } from "zod";
import { SCOPES_OF_ROLE, strangerAt, type Scope } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { Email, type Person } from "@/lib/domain/access/contract";
import { signIn } from "@/lib/domain/access/operations/sign-in";
import { signOut } from "@/lib/domain/access/operations/sign-out";
import { personOfSession, provePassword } from "@/lib/domain/access/queries";
import { env, tellNextAuth } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { secretText } from "@/lib/infra/secrets";
import { framed } from "./frame";
import { refuseForeignOrigin } from "./origin";
import { addressOf, readText, requestIdOf } from "./request";

/**
 * Signing in, behind this one file (decision 004): next-auth carries the cookie, and the cookie
 * carries nothing but the id of a row in `sessions`, which is looked up on every request.
 */
export interface SignedIn extends Person {
  readonly session_id: string;
  readonly scopes: readonly Scope[];
}

const secure = () => env().MARQUEE_URL.startsWith("https:");
export const cookieName = () => `${secure() ? "__Host-" : ""}marquee.session`;

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

/** The sign-in form's fields are a few hundred bytes; nobody is asked who they are before they are read. */
const MAX_FORM_BYTES = 16 * 1024;

const Given = z.object({ email: Email, password: z.string().max(128) });

/** What of next-auth's addresses the desk uses; the rest is nobody's. */
const USED = new Set(["GET csrf", "POST callback/credentials", "POST signout"]);

/** `/api/auth/…`: next-auth's own addresses, behind the frame of every other. */
export const authHandler = framed(async (request) => {
  const path = new URL(request.url).pathname.replace("/api/auth/", "");
  if (!USED.has(`${request.method} ${path}`)) {
    throw new Refusal("not_found", "not_found", "There is nothing at this address.");
  }
  if (request.method === "POST") refuseForeignOrigin(request);
  const body = request.method === "POST" ? await readText(request, MAX_FORM_BYTES) : undefined;
  const read = new NextRequest(request.url, {
    method: request.method,
    headers: request.headers,
    ...(body === undefined ? {} : { body }),
  });
  tellNextAuth();
  const context = { params: Promise.resolve({ nextauth: path.split("/") }) };
  const response = (await NextAuth(read as never, context as never, options(request))) as Response;
  return new Response(response.body, response);
});

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
          const given = Given.safeParse(credentials);
          if (!given.success) return null;
          const { email } = given.data;
          try {
            const proven = { email, user_id: await provePassword(given.data) };
            const { session_id: sid, person } = await perform(signIn, proven, caller);
            return { id: person.id, email: person.email, name: person.name, sid };
          } catch (error) {
            if (error instanceof Refusal && error.kind === "unauthenticated") return null;
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
