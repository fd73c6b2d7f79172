import { spanInWords } from "@/components/ui/words";

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
    if (response.status === 429) return { ok: false, message: await throttled(response) };
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

/** When to try again: the problem says so in a sentence, `Retry-After` in seconds. */
async function throttled(response: Response): Promise<string> {
  const said = member(await response.json().catch(() => null), "detail");
  if (said !== "") return said;
  const seconds = Number(response.headers.get("retry-after"));
  const when =
    Number.isFinite(seconds) && seconds > 0 ? `Try again in ${spanInWords(seconds * 1000)}.` : "Try again later.";
  return `Too many tries. ${when}`;
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
