import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { secretText } from "@/lib/infra/secrets";
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

/** Bound in, so that nothing else that is encrypted under this key could ever stand here. */
const PLACE = Buffer.from("marquee.oidc");

/** The flow goes along with the browser, sealed: no other browser can finish it, and the verifier is not to be read. */
export function flowCookie(flow: Flow, now = Date.now()): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), iv).setAAD(PLACE);
  const text = JSON.stringify({ flow, until: now + LASTS * 1000 });
  const sealed = Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return setCookie({ name: flowCookieName(), value: sealed.toString("base64url"), seconds: LASTS });
}

/** The flow that this browser has begun; null where it began none, or too long ago. */
export function flowOf(request: Request, now = Date.now()): Flow | null {
  const value = cookieOf(request, flowCookieName());
  if (!value) return null;
  try {
    const bytes = Buffer.from(value, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", sealingKey(), bytes.subarray(0, 12)).setAAD(PLACE);
    decipher.setAuthTag(bytes.subarray(-16));
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
    const { flow, until } = Kept.parse(JSON.parse(text));
    return now < until ? flow : null;
  } catch {
    // A cookie that is not ours begins nothing.
    return null;
  }
}

export const noFlowCookie = () => setCookie({ name: flowCookieName(), value: "", seconds: 0 });

const sealingKey = () => Buffer.from(secretText("oidc"), "base64url");
