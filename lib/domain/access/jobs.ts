import { z } from "zod";
import { job } from "@/lib/infra/job";

/**
 * Mails a link that sets a password. The server may be away for a while: ten tries within about an
 * hour, the last ones a quarter of an hour apart. A reset has run out by then, and is not mailed any more.
 */
export const mailPasswordLink = job({
  name: "access-mail-password-link",
  payload: z.strictObject({ password_link_id: z.string() }),
  queue: {
    policy: "exclusive",
    retryLimit: 9,
    retryBackoff: true,
    retryDelay: 15,
    retryDelayMax: 900,
    expireInSeconds: 120,
    notify: true,
  },
});

/** What is left of a request for a new password: whom it named, or that it named nobody. See `askForReset`. */
export const lookUpReset = job({
  name: "access-look-up-reset",
  payload: z.strictObject({ user_id: z.string().nullable() }),
  queue: { policy: "standard", retryLimit: 3, retryBackoff: true, expireInSeconds: 60, notify: true },
});
