import { Refusal } from "@/lib/core/refusal";

export const signInRefused = () =>
  new Refusal("unauthenticated", "sign_in_refused", "That e-mail and password do not match.");

export const tooBusy = () =>
  new Refusal("unavailable", "unavailable", "Too many people are signing in at once. Try again in a moment.");

export const emailTaken = (email: string) =>
  new Refusal("conflict", "email_taken", "Somebody signs in with this address already.", { email });

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
  new Refusal("forbidden", "forbidden", `Nobody can hand out ${scope} without holding it.`, { scope });
