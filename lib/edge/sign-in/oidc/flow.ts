import { z } from "zod";
import { lockText, unlockText } from "@/lib/infra/secrets";
import { cookieOf, flowCookieName, setCookie } from "../session";

/**
 * A sign-in through the provider that has begun in one browser: what the answer must name (state,
 * nonce), what proves that the question was ours (the verifier), and where to go afterwards.
 */
const Flow = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
export type Flow = z.infer<typeof Flow>;

const Kept = z.strictObject({ flow: Flow, until: z.number() });

/** Signing in at the provider may take that long, in seconds. */
const LASTS = 600;

/** The flow goes along with the browser, sealed: no other browser can finish it, and the verifier is not to be read. */
export function flowCookie(flow: Flow, now = Date.now()): string {
  const value = lockText("oidc", JSON.stringify({ flow, until: now + LASTS * 1000 }));
  return setCookie({ name: flowCookieName(), value, seconds: LASTS });
}

/** The flow that this browser has begun; null where it began none, or too long ago. */
export function flowOf(request: Request, now = Date.now()): Flow | null {
  const value = cookieOf(request, flowCookieName());
  if (!value) return null;
  try {
    const { flow, until } = Kept.parse(JSON.parse(unlockText("oidc", value)));
    return now < until ? flow : null;
  } catch {
    // A cookie that is not ours begins nothing.
    return null;
  }
}

export const noFlowCookie = () => setCookie({ name: flowCookieName(), value: "", seconds: 0 });
