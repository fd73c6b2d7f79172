import { Webhook } from "standardwebhooks";
import { SECOND } from "@/lib/core/time";
import { env } from "@/lib/infra/env";
import type { Resolve } from "@/lib/infra/outbound/guard";
import { guardedFetch, NoAnswer } from "@/lib/infra/outbound/guarded-fetch";

export interface Post {
  readonly url: string;
  readonly secret: string;
  /** The same at every try of one notice, so that the receiver can tell a repetition. */
  readonly id: string;
  readonly body: object;
  readonly resolve?: Resolve | undefined;
}

/** How a receiver took it; `trouble` is a sentence, null where all is well. `gone`: it wants to hear nothing more. */
export interface Taken {
  readonly trouble: string | null;
  readonly gone: boolean;
}

const LIMITS = { totalMs: 15 * SECOND, maxBytes: 64 * 1024 } as const;

/**
 * Sends one message as Standard Webhooks has it: signed, to an address that is judged anew each time,
 * without following where the receiver would lead. Only a 2xx that comes whole and in time counts.
 */
export async function postWebhook({ url, secret, id, body, resolve }: Post): Promise<Taken> {
  const post = guardedFetch({
    allow: env().OUTBOUND_ALLOW,
    who: "The receiver",
    ...LIMITS,
    ...(resolve && { resolve }),
  });
  const [sentAt, text] = [new Date(), JSON.stringify(body)];
  try {
    const { status } = await post(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Marquee",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / SECOND)),
        "webhook-signature": new Webhook(secret).sign(id, sentAt, text),
      },
      body: text,
    });
    return { trouble: troubleOf(status), gone: status === 410 };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { trouble: error.message, gone: false };
  }
}

function troubleOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return "The receiver answered 410: it is gone for good.";
  if (status >= 300 && status < 400) return `The receiver answered ${status}, a redirect, and none is followed.`;
  return `The receiver answered ${status}.`;
}
