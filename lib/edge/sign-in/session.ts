import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { decode, encode, type JWT } from "next-auth/jwt";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import { cache } from "react";
import { z } from "zod";
import { SCOPES_OF_ROLE, strangerAt, type Scope } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { Email, type Person } from "@/lib/domain/access/contract";
import { signOut } from "@/lib/domain/access/operations/sign-out";
import { personOfSession } from "@/lib/domain/access/queries";
import { env, tellNextAuth } from "@/lib/infra/env";
import { perform } from "@/lib/infra/operation";
import { secretText, secretTexts } from "@/lib/infra/secrets";
import { framed } from "../frame";
import { refuseForeignOrigin } from "../front/origin";
import { budgetOf, spend } from "../limits/budgets";
import { addressOf, readText, requestIdOf } from "../request";
import { signInByPassword } from "./sign-in";

/**
 * Signing in, behind this one file (decision 004): next-auth carries the cookie, and the cookie
 * carries nothing but the id of a row in `sessions`, which is looked up on every request.
 */
export interface SignedIn extends Person {
  readonly session_id: string;
  readonly scopes: readonly Scope[];
}

const secure = () => env().MARQUEE_URL.startsWith("https:");
const ownCookie = (name: string) => `${secure() ? "__Host-" : ""}marquee.${name}`;
export const cookieName = () => ownCookie("session");
/** Holds what a sign-in through the provider has to be taken up with. */
export const flowCookieName = () => ownCookie("oidc");

/** How long the browser keeps it; the row in `sessions` lasts as long. */
const COOKIE_SECONDS = 14 * 24 * 3600;

/** The cookie of a session that was opened in another way than by next-auth's form: what `Set-Cookie` says. */
export async function sessionCookieFor(sessionId: string, userId: string): Promise<string> {
  const token = { sub: userId, sid: sessionId };
  const value = await encode({ token, secret: secretText("session"), maxAge: COOKIE_SECONDS });
  return setCookie({ name: cookieName(), value, seconds: COOKIE_SECONDS });
}

/** A cookie of ours as every one of them is: for this host alone, unseen by scripts, not sent with other sites' posts. */
export function setCookie({ name, value, seconds }: { name: string; value: string; seconds: number }): string {
  const expires = new Date(Date.now() + seconds * 1000).toUTCString();
  return `${name}=${value}; Path=/; Max-Age=${seconds}; Expires=${expires}; HttpOnly; SameSite=Lax${secure() ? "; Secure" : ""}`;
}

/** What the browser sends under this name. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Who is signed in on this request to a page; null when nobody is, whatever the cookie claims. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  return personOfCookie((await cookies()).get(cookieName())?.value);
});

/** The same for a plain request to an API address. */
export function personOfRequest(request: Request): Promise<SignedIn | null> {
  return personOfCookie(cookieOf(request, cookieName()));
}

async function personOfCookie(cookie: string | undefined): Promise<SignedIn | null> {
  if (!cookie) return null;
  const sessionId = (await readCookie(cookie))?.["sid"];
  if (typeof sessionId !== "string") return null;
  const person = await personOfSession(sessionId);
  return person && { ...person, session_id: sessionId, scopes: SCOPES_OF_ROLE[person.role] };
}

/** What a cookie of ours says; null for any other. One from before a change of secrets is still ours. */
async function readCookie(cookie: string): Promise<JWT | null> {
  for (const secret of secretTexts("session")) {
    const token = await decode({ token: cookie, secret }).catch(() => null);
    if (token) return token;
  }
  return null;
}

/** The sign-in form's fields are a few hundred bytes; nobody is asked who they are before they are read. */
const MAX_FORM_BYTES = 16 * 1024;

const Given = z.object({ email: Email, password: z.string().max(128) });

/** What of next-auth's addresses the desk uses; the rest is nobody's. */
const USED = new Set(["GET csrf", "POST callback/credentials", "POST signout"]);

/** `/api/auth/…`: next-auth's own addresses, behind the frame of every other. */
export const authHandler = framed(async (request, _params, _requestId, headers) => {
  await spend(budgetOf(addressOf(request)), headers);
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
  const failed: Failed = {};
  const response = (await NextAuth(read as never, context as never, options(request, failed))) as Response;
  if ("error" in failed) throw failed.error;
  return new Response(response.body, response);
});

/** Why a sign-in could not be judged at all: next-auth would tell it as a wrong password. */
interface Failed {
  error?: unknown;
}

function options(request: Request, failed: Failed): NextAuthOptions {
  const caller = strangerAt("desk", "people:sign-in", { requestId: requestIdOf(request), address: addressOf(request) });
  return {
    secret: secretText("session"),
    session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
    jwt: { decode: ({ token = "" }) => readCookie(token) },
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
          try {
            const { session_id: sid, person } = await signInByPassword(
              { ...given.data, userAgent: request.headers.get("user-agent") },
              caller,
            );
            return { id: person.id, email: person.email, name: person.name, sid };
          } catch (error) {
            if (!(error instanceof Refusal && error.kind === "unauthenticated")) failed.error = error;
            return null;
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
