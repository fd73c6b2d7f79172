import { Refusal } from "@/lib/core/refusal";

export const signInRefused = () =>
  new Refusal("unauthenticated", "sign_in_refused", "That e-mail and password do not match.");

export const providerRefused = () =>
  new Refusal("forbidden", "oidc_refused", "The sign-in provider's word does not open this desk.");

export const providerGivesNoRole = () =>
  new Refusal("forbidden", "oidc_no_role", "The sign-in provider gives this person no role here.");

export const providerEmailTaken = () =>
  new Refusal("conflict", "oidc_email_taken", "Somebody signs in with this address in another way already.");

export const providerSignInFailed = () =>
  new Refusal("upstream", "oidc_failed", "The sign-in provider could not be asked. Begin anew.");

export const tooBusy = () =>
  new Refusal("unavailable", "unavailable", "Too many people are signing in at once. Try again in a moment.");

export const emailTaken = (email: string) =>
  new Refusal("conflict", "email_taken", "There is somebody with this address already.", { email });

export const personNotFound = (id: string) =>
  new Refusal("not_found", "person_not_found", "There is no such person on the desk.", { id });

export const personAboveYou = () =>
  new Refusal("forbidden", "person_above_you", "This person may do more than you. Ask an admin.");

/** What a repeated invitation finds, where its person has been removed since. */
export const invitedIsRemoved = () =>
  new Refusal(
    "conflict",
    "person_removed",
    "This invitation was made before, and the person has been removed since. Use a new Idempotency-Key to invite them anew.",
  );

export const lastAdmin = () =>
  new Refusal(
    "conflict",
    "last_admin",
    "This is the last admin who can sign in. Make somebody else an admin first, and let them sign in.",
  );

export const notYourself = (what: "disable" | "remove") =>
  new Refusal("conflict", "not_yourself", `Nobody can ${what} themselves. Ask another admin.`);

export const personDisabled = (id: string) =>
  new Refusal("conflict", "person_disabled", "This person is disabled. Let them in again first.", { id });

export const passwordLinkRefused = () =>
  new Refusal(
    "forbidden",
    "password_link_refused",
    "This link is not valid, has expired or was used already. Ask for a fresh one.",
  );

export const wrongPassword = () =>
  new Refusal("forbidden", "wrong_password", "That is not your present password. Try it again.");

export const noPassword = () =>
  new Refusal("conflict", "no_password", "You sign in elsewhere and have no password here. Ask an admin for a link.");

export const sessionNotFound = (id: string) =>
  new Refusal("not_found", "session_not_found", "You have no such session.", { id });

export const keyNotFound = (id: string) =>
  new Refusal("not_found", "api_key_not_found", "There is no such key.", { id });

export const secretNotFound = (id: string) =>
  new Refusal("not_found", "api_key_secret_not_found", "This key has no such secret.", { id });

export const keyEnded = (how: "revoked" | "expired") =>
  new Refusal("conflict", "api_key_ended", `This key is ${how}, so it gets no new secret. Make a new key.`);

export const twoSecretsLive = () =>
  new Refusal(
    "conflict",
    "two_secrets_live",
    "Two secrets of this key work already. End the older one, or wait until it has expired.",
  );

export const lastSecret = () =>
  new Refusal("conflict", "last_secret", "This is the key's last secret that works. Revoke the key instead.");

export const scopeNotHeld = (scope: string) =>
  new Refusal("forbidden", "scope_not_held", `Nobody can hand out ${scope} without holding it.`, { scope });

export const outlivesMaker = (end: Date) =>
  new Refusal("forbidden", "outlives_maker", "A key that ends makes none that goes on after it.", {
    expires_at: end.toISOString(),
  });
