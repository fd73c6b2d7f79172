import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { NoAnswer } from "@/lib/infra/outbound/guarded-fetch";

/** Why the provider's word was not had. `reason` is for the log: it holds no code, token or address. */
export class NotProven extends Error {
  override readonly name = "NotProven";
  readonly code: "oidc_refused" | "oidc_failed";

  constructor(code: "oidc_refused" | "oidc_failed", reason: string) {
    super(reason);
    this.code = code;
  }
}

/** The answers by which a provider says that this person does not come in; the rest are faults. */
const NO = new Set([
  "access_denied",
  "account_selection_required",
  "consent_required",
  "interaction_required",
  "login_required",
]);

/** Translates what openid-client throws. Its errors carry whole answers, so only known words are taken from them. */
export function whyNotProven(error: unknown): NotProven {
  if (error instanceof NotProven) return error;
  if (error instanceof AuthorizationResponseError) {
    return new NotProven(NO.has(error.error) ? "oidc_refused" : "oidc_failed", `it answered ${word(error.error)}`);
  }
  if (error instanceof ResponseBodyError) {
    return new NotProven("oidc_failed", `it answered ${error.status} ${word(error.error)}`);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    return new NotProven("oidc_failed", `it answered ${error.status} ${word(challenge?.parameters.error ?? "")}`);
  }
  return new NotProven("oidc_failed", reasonOf(error));
}

function reasonOf(error: unknown): string {
  if (error instanceof NoAnswer) return `${error.message} (${error.code})`;
  if (!(error instanceof Error)) return "something unknown was thrown";
  if (error.cause instanceof NoAnswer) return reasonOf(error.cause);
  const own = error instanceof ClientError ? error.message : error.name;
  return isProtocolError(error.cause) && error.cause.message !== own ? `${own}: ${error.cause.message}` : own;
}

/** The sentences of these are fixed; those of other causes may quote what was read. */
function isProtocolError(cause: unknown): cause is Error {
  return cause instanceof Error && ["OperationProcessingError", "UnsupportedOperationError"].includes(cause.name);
}

/** An error's code as the standard spells them, and nothing that could be something else. */
const word = (code: string) => (/^[a-z_]{1,40}$/.test(code) ? code : "an error");
