import { env } from "@/lib/infra/env";

export interface SignInWays {
  /** Whether the desk sends mail: without it nobody can help themselves to a new password. */
  readonly mail: boolean;
  /** Where people may sign in besides the desk's own form; null where there is no such place. */
  readonly provider: { readonly label: string } | null;
}

/** The ways in that this desk is set up for. For strangers' eyes too: names no address and no secret. */
export function signInWays(): SignInWays {
  const { SMTP_URL, OIDC_ISSUER, OIDC_LABEL } = env();
  return { mail: SMTP_URL !== undefined, provider: OIDC_ISSUER === undefined ? null : { label: OIDC_LABEL } };
}
