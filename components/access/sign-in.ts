export type SignInOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Signs a person in by e-mail and password: the session's cookie is set by the answer. */
export async function signIn({
  email,
  password,
}: {
  readonly email: string;
  readonly password: string;
}): Promise<SignInOutcome> {
  try {
    const response = await post("/api/auth/callback/credentials", { email, password });
    if (response.ok) {
      // The answer names where to go; with an `error` in that address, the pair was refused.
      const goTo = member(await response.json(), "url");
      const refused = new URL(goTo || "/", window.location.origin).searchParams.get("error");
      if (refused === null) return { ok: true };
    }
    if (response.status === 429) return { ok: false, message: "Too many tries. Wait a minute, then try again." };
    if (response.status >= 500)
      return { ok: false, message: "The desk could not check this right now. Try again in a moment." };
    return { ok: false, message: "That e-mail and password do not match." };
  } catch {
    return { ok: false, message: "The desk did not answer. Check the connection, then try again." };
  }
}

/** Ends the session here and on the server. False when the server did not take it. */
export async function signOut(): Promise<boolean> {
  try {
    return (await post("/api/auth/signout", {})).ok;
  } catch {
    return false;
  }
}

/** Where to go after signing in: an address of this desk, never of another site. */
export function safeNext(next: string | undefined): string {
  const fallback = "/desk/videos";
  if (next === undefined || !next.startsWith("/")) return fallback;
  try {
    const url = new URL(next, "http://desk.invalid");
    const path = url.pathname + url.search + url.hash;
    // What came out is judged too: dots before a double slash resolve to one.
    return url.origin === "http://desk.invalid" && !/^\/[/\\]/.test(path) ? path : fallback;
  } catch {
    return fallback;
  }
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const csrfToken = member(await (await fetch("/api/auth/csrf")).json(), "csrfToken");
  return await fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) });
}

function member(answer: unknown, name: string): string {
  if (typeof answer !== "object" || answer === null) return "";
  const value: unknown = Reflect.get(answer, name);
  return typeof value === "string" ? value : "";
}
