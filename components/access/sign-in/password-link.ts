import { api } from "@/components/ui/api";
import type { PasswordLinkHolder } from "@/lib/domain/access/contract";

/** The doors for strangers: whoever holds a link that sets a password, and whoever wants one. */
export function askForReset(email: string): Promise<unknown> {
  return api("/api/v1/password-resets", { method: "POST", body: { email } });
}

export function readPasswordLink(token: string): Promise<PasswordLinkHolder> {
  return api<PasswordLinkHolder>("/api/v1/password-links/read", { method: "POST", body: { token } });
}

export function redeemPasswordLink(token: string, password: string): Promise<{ readonly email: string }> {
  return api<{ readonly email: string }>("/api/v1/password-links/redeem", {
    method: "POST",
    body: { token, password },
  });
}

/**
 * The token in the address's fragment, which the browser never sends to the server; taken out of the
 * address bar at once, so that it stays in no history and on no shared screen. Empty where there is none.
 */
export function takeToken(): string {
  const { hash, pathname, search } = window.location;
  if (hash === "") return "";
  window.history.replaceState(window.history.state, "", pathname + search);
  return hash.slice(1);
}
