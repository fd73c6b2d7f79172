import { Refusal } from "@/lib/core/refusal";

export const signInRefused = () =>
  new Refusal("unauthenticated", "sign_in_refused", "That e-mail and password do not match.");

export const tooBusy = () =>
  new Refusal("unavailable", "unavailable", "Too many people are signing in at once. Try again in a moment.");

export const emailTaken = (email: string) =>
  new Refusal("conflict", "email_taken", "Somebody signs in with this address already.", { email });

export const keyNotFound = (id: string) =>
  new Refusal("not_found", "api_key_not_found", "There is no such key.", { id });
