import { z } from "zod";
import type { PlatformCard } from "../contract";

const WAYS = {
  key: "settled by a key: the same request twice is one post",
  handle: "settled by a handle that is good for one post",
  search: "settled by a search through its posts",
  hand: "that cannot be looked into: settled by hand",
  flip: "to which films are brought in private, and shown with an update",
} as const;

type Way = keyof typeof WAYS;

const SETTLES = {
  key: "by-key",
  handle: "by-handle",
  search: "by-search",
  hand: "by-hand",
  flip: "by-handle",
} as const satisfies Record<Way, PlatformCard["settles"]>;

/** A platform that is none: a stage of one's own on which every way of publishing, and of failing, can be rehearsed. */
function stage<W extends Way>(way: W) {
  return {
    id: `rehearsal-${way}`,
    name: `Rehearsal (${way})`,
    summary: `A stage to rehearse on, ${WAYS[way]}.`,
    settings: z.strictObject({
      audience: z
        .enum(["everybody", "followers"])
        .optional()
        .meta({ title: "Audience", description: "Who would see it." }),
    }),
    channelSettings: z.strictObject({
      url: z.string().min(1).max(4096).meta({ title: "Stage", description: "Where the rehearsal stage answers." }),
      account: z.string().min(1).max(64).meta({ title: "Account" }),
      lands_within_seconds: z
        .number()
        .min(0)
        .max(3600)
        .optional()
        .meta({ title: "Lands within", description: "Seconds after which a lost post can no longer appear." }),
    }),
    credentials: z.strictObject({
      token: z.string().min(1).max(500).meta({ title: "Token" }),
      refresh_token: z.string().min(1).max(500).optional().meta({ title: "Refresh token" }),
    }),
    renews: true,
    limits: {
      titleLength: 100,
      captionLength: 500,
      maxBytes: 1024 ** 3,
      maxSeconds: 600,
      asOf: "2026-11-21",
      source: "Marquee's own choice",
    },
    settles: SETTLES[way],
    landsWithinSeconds: 900,
    maxPerHour: 10,
    rehearsal: true,
  } as const satisfies PlatformCard & { id: `rehearsal-${W}` };
}

export const rehearsals = {
  "rehearsal-key": stage("key"),
  "rehearsal-handle": stage("handle"),
  "rehearsal-search": stage("search"),
  "rehearsal-hand": stage("hand"),
  "rehearsal-flip": stage("flip"),
} as const;
