import { randomUUID } from "node:crypto";
import { SECOND } from "@/lib/core/time";
import { callsThrough } from "@/lib/infra/outbound/call";
import type { PlatformId } from "@/lib/platforms/cards";
import type { Account, Tools } from "@/lib/platforms/contract";
import { filmBits } from "./contract-post";
import type { Manner, WebhookReceiver } from "./servers/webhook-receiver";
import type { RehearsalStage } from "./servers/rehearsal-stage";

/** Where a connector is put to the test: an account of its own on a platform that keeps its own count. */
export interface Ground {
  readonly platform: PlatformId;
  /** Alone on its platform, and unknown to it before. */
  readonly account: () => Account;
  readonly tools: Tools;
  /** Null for a platform that is part of the desk, where nothing is sent and nothing gets lost. */
  readonly far: Far | null;
}

/** A platform at the other end of a network, and what can be made to go wrong there, once each. */
export interface Far {
  /** How many posts there are under a marker, as the platform counts them. */
  readonly posts: (marker: string) => number;
  /** The next request answers so before anything has happened: the irreversible one, or any. */
  readonly refuse: (account: Account, answer: Refusing) => void;
  /** The next irreversible request takes effect, and its answer is lost. */
  readonly lose: (account: Account, how: Losing) => void;
  readonly heal: (account: Account) => void;
  /** What 401 means to it: whether signing in anew helps. */
  readonly on401: "reconnect" | "refused";
  /** What only some platforms can be brought to. */
  readonly more: More | null;
}

export interface Refusing {
  readonly step: "commit" | "any";
  readonly status: number;
  readonly retryAfter?: number;
  readonly body?: string;
}

export const LOSSES = ["hang", "reset", "502", "cut", "garbage"] as const;
export type Losing = (typeof LOSSES)[number];

interface More {
  /** The next irreversible request lands so long after its connection was dropped. */
  readonly landLate: (account: Account, ms: number) => void;
  /** The next post is seen by a search after so long only. */
  readonly hide: (account: Account, ms: number) => void;
  readonly failProcessing: (account: Account) => void;
  readonly process: (account: Account, ms: number) => void;
  readonly refuseMedia: (account: Account, status: number) => void;
  readonly expireUploads: (account: Account) => void;
  readonly expireTokens: (account: Account) => void;
  readonly violations: (account: Account) => readonly string[];
}

/** A hanging server is waited for no longer than this. */
const WITHIN_MS = 400;

export const toolsFor = (host: string): Tools => ({
  call: callsThrough({ allow: [host], withinMs: WITHIN_MS }),
  openMedia: filmBits,
  now: () => new Date(),
  deskUrl: "https://desk.example",
});

/** The desk's own pages: there is nothing to sign in to, and no network between. */
export const feedGround: Ground = {
  platform: "feed",
  tools: toolsFor("nowhere.example:443"),
  account: () => ({ channelId: `chn_${randomUUID()}`, settings: {}, secrets: {} }),
  far: null,
};

export function rehearsalGround(stage: RehearsalStage, way: "key" | "handle" | "search" | "hand" | "flip"): Ground {
  const nameOf = ({ settings }: Account) => String(settings["account"]);
  const fault = (account: Account, plan: Omit<Parameters<RehearsalStage["fault"]>[0], "account">) =>
    stage.fault({ account: nameOf(account), times: 1, ...plan });
  return {
    platform: `rehearsal-${way}`,
    tools: toolsFor(stage.host),
    account: () => {
      const [name, token, refreshToken] = [randomUUID(), `token-${randomUUID()}`, `refresh-${randomUUID()}`];
      stage.account(name, { token, refreshToken, lifeMs: 3600 * SECOND });
      return {
        channelId: `chn_${name}`,
        settings: { url: stage.url, account: name },
        secrets: { token, refresh_token: refreshToken },
      };
    },
    far: {
      posts: (marker) => stage.postsUnder(marker).length,
      refuse: (account, { step, status, retryAfter, body }) =>
        fault(account, {
          fault: "answer",
          step: step === "any" ? "*" : step,
          status,
          ...(retryAfter !== undefined && { seconds: retryAfter }),
          ...(body !== undefined && { body }),
        }),
      lose: (account, how) => fault(account, { fault: `lost-${how}` }),
      heal: (account) => stage.heal(nameOf(account)),
      on401: "reconnect",
      more: {
        landLate: (account, ms) => fault(account, { fault: "late", ms }),
        hide: (account, ms) => fault(account, { fault: "hidden", ms }),
        failProcessing: (account) => fault(account, { fault: "failed" }),
        process: (account, ms) => fault(account, { fault: "processing", ms }),
        refuseMedia: (account, status) => fault(account, { fault: "answer", step: "media", status }),
        expireUploads: (account) => stage.expireUploads(nameOf(account)),
        expireTokens: (account) => stage.expireTokens(nameOf(account)),
        violations: (account) => stage.ledger(nameOf(account)).violations,
      },
    },
  };
}

export function webhookGround(receiver: WebhookReceiver): Ground {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  receiver.trust(secret);
  const refusals = new Set<Manner>();
  const LOST: Record<Losing, Manner> = {
    hang: "hangs",
    reset: "resets",
    "502": { status: 502, body: "<html>" },
    cut: "cuts",
    // A 2xx is all that a webhook waits for, so that no body of one loses anything; 500 has one that says nothing.
    garbage: { status: 500, body: '{"id": "' },
  };
  return {
    platform: "webhook",
    tools: toolsFor(receiver.host),
    account: () => {
      receiver.behave("takes");
      return { channelId: `chn_${randomUUID()}`, settings: { url: receiver.url }, secrets: { secret } };
    },
    far: {
      // Receivers know a repetition by its id, so that the same message twice is one post, and another is not.
      posts: (marker) =>
        new Set(
          receiver.received
            .filter(({ id, manner }) => id === marker && !refusals.has(manner))
            .map(({ body }) => JSON.stringify(body)),
        ).size,
      refuse: (_account, { status, retryAfter, body }) => {
        const refusal = {
          status,
          ...(retryAfter !== undefined && { retryAfter }),
          ...(body !== undefined && { body }),
        };
        refusals.add(refusal);
        receiver.behave(refusal);
      },
      lose: (_account, how) => receiver.behave(LOST[how]),
      heal: () => receiver.behave("takes"),
      on401: "refused",
      more: null,
    },
  };
}
