import { z } from "zod";
import type { PlatformCard } from "../contract";

/** 24 to 64 random bytes, as Standard Webhooks writes them. */
const Secret = z
  .string()
  .regex(/^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    error: "whsec_ and base64.",
    abort: true,
  })
  .refine((text) => {
    const { length } = atob(text.slice("whsec_".length));
    return length >= 24 && length <= 64;
  }, "24 to 64 bytes behind whsec_, as base64.");

/** A server of somebody's own that is told, signed as Standard Webhooks has it. */
export const webhook = {
  id: "webhook",
  name: "Webhook",
  summary: "A server of your own: it is sent each video at its minute, signed, under an id that stays the same.",
  // Whatever the receiver understands; it is handed on as it is.
  settings: z
    .record(z.string().min(1).max(64), z.union([z.string().max(2000), z.number(), z.boolean()]))
    .refine((settings) => Object.keys(settings).length <= 20, "At most 20 settings."),
  channelSettings: z.strictObject({
    url: z.string().min(1).max(4096).meta({ title: "Address", description: "https on a public address." }),
  }),
  credentials: z.strictObject({
    secret: Secret.meta({ title: "Signing secret", description: "whsec_ and base64. Left out, the desk makes one." }),
  }),
  signs: true,
  limits: {
    titleLength: 300,
    captionLength: 10_000,
    maxBytes: 20 * 1024 ** 3,
    maxSeconds: 24 * 3600,
    asOf: "2026-11-21",
    source: "Marquee's own choice",
  },
  settles: "by-key",
  landsWithinSeconds: 0,
  maxPerHour: null,
  fetchesMedia: true,
} as const satisfies PlatformCard;
