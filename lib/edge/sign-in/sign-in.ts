import type { Caller } from "@/lib/core/caller";
import { signIn } from "@/lib/domain/access/operations/sign-in";
import { provePassword } from "@/lib/domain/access/queries";
import { perform } from "@/lib/infra/operation";
import { turnAway } from "../limits/counted-tries";
import { countersOf, trying } from "../limits/tries";

/**
 * Opens a session for who knows the password: counted first, proven then, opened last. Throws
 * `sign_in_refused`, `rate_limited`, and `unavailable` where the desk is busy or cannot count.
 */
export async function signInByPassword(
  { email, password, userAgent = null }: { email: string; password: string; userAgent?: string | null },
  caller: Caller,
) {
  const nobody = { op: signIn, input: { email, proof: null }, caller };
  return trying(
    {
      counters: countersOf("sign-in", { account: email, address: caller.address }),
      onBlock: (refusal) => turnAway(nobody, refusal),
    },
    async () => {
      const proof = await provePassword({ email, password });
      return perform(signIn, { email, proof, user_agent: userAgent }, caller);
    },
  );
}
