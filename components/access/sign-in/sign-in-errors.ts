/** What came back from a sign-in elsewhere, in sentences: `?error=` of the sign-in's address. */
const SENTENCES = new Map([
  ["oidc_refused", "The provider did not let you in. Try again, or ask whoever keeps your account there."],
  ["oidc_no_role", "Your account there has no role on this desk. Ask an admin of the desk for one."],
  [
    "oidc_email_taken",
    "Somebody signs in here with this e-mail and a password already. Use that, or ask an admin of the desk.",
  ],
  ["oidc_failed", "The sign-in through the provider did not work. Try again in a moment."],
]);

/** Undefined where nothing went wrong; what is not known is told in general words, never repeated. */
export function sentenceOfSignInError(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  return SENTENCES.get(code) ?? "That did not work. Try again.";
}
