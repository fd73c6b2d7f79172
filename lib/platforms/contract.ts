import type { CallRequest, Heard } from "@/lib/core/call";
import type { z } from "zod";

/** What a platform is, as plain data. Safe in the browser: forms, preflight and limits read it. */
export interface PlatformCard {
  readonly id: string;
  readonly name: string;
  /** What it is for, in a sentence, where somebody chooses a platform. */
  readonly summary: string;
  /** What a person fills in per post; a strict object, whose form is drawn by `fieldsOf`. */
  readonly settings: z.ZodType<Settings>;
  /** What a channel on it needs once and may show again, e.g. a webhook's address. */
  readonly channelSettings: z.ZodType<Settings>;
  /** What a channel on it signs in with: written, and never read back. Null where it needs nothing. */
  readonly credentials: z.ZodType<Secrets> | null;
  /** Its credentials are a `secret` that signs what is sent: the desk makes one where none is given, and the former signs beside a new one for a day. */
  readonly signs?: true;
  /** The desk renews its sign-in by itself (the connector has `refresh`), so that the end of one is no news. */
  readonly renews?: true;
  readonly limits: Limits;
  /** How a lost answer is settled: by our key, by the handle we saved, by a search, or by a person. */
  readonly settles: "by-key" | "by-handle" | "by-search" | "by-hand";
  /** How long after the send deadline a post may still land, in seconds: earlier, absence proves nothing (standard 2.1, R5). */
  readonly landsWithinSeconds: number;
  /** How many attempts an account makes in an hour unless its channel says otherwise; null is no cap. */
  readonly maxPerHour: number | null;
  /** Whether it fetches the film itself, from an address in the post. */
  readonly fetchesMedia?: true;
  /** A stage to rehearse on, offered only where `MARQUEE_REHEARSALS` is on. */
  readonly rehearsal?: true;
}

/** What a platform takes. Platforms move these: each card says when and where they were read. */
export interface Limits {
  /** In characters. */
  readonly titleLength: number;
  readonly captionLength: number;
  readonly maxBytes: number;
  readonly maxSeconds: number;
  readonly asOf: string;
  readonly source: string;
}

export type Settings = Readonly<Record<string, unknown>>;
export type Secrets = Readonly<Record<string, string | undefined>>;

/** What is published, frozen: equal on every attempt. */
export interface Post {
  /** Belongs to the assignment; by it the platform, or `find`, knows the post again. */
  readonly marker: string;
  readonly assignmentId: string;
  readonly videoId: string;
  readonly title: string;
  readonly caption: string;
  readonly tags: readonly string[];
  readonly settings: Settings;
  readonly scheduledAt: string;
  readonly frozenAt: string;
  readonly media: {
    /** Where the platform may fetch the film; signed, so never written down. */
    readonly url: string;
    readonly bytes: number;
    readonly seconds: number;
    /** `sha256:` and 64 hex digits. */
    readonly checksum: string;
  };
}

export interface Account {
  readonly channelId: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
}

/** The outside world, handed in so that tests can hand in another one. */
export interface Tools {
  /** One request through the guard: no redirects, no repetition, the answer's body 64 KiB at most. */
  readonly call: (request: CallRequest) => Promise<Heard>;
  readonly openMedia: (range?: { readonly start: number; readonly end: number }) => AsyncIterable<Uint8Array>;
  readonly now: () => Date;
  /** Where people reach the desk: an origin, without a slash at its end. */
  readonly deskUrl: string;
}

/** Plain JSON that a connector leaves for its own next step. Nobody else reads it. */
export type Bookmark = Readonly<Record<string, string | number>>;

/** Every way a step can end. Connectors say which; they do not throw for these. Reasons are sentences for people. */
export type Ending =
  | { readonly kind: "ready"; readonly bookmark: Bookmark }
  /** The platform has it; whether the audience sees it, `watch` finds out. */
  | { readonly kind: "sent"; readonly remoteId: string }
  /** The audience can see it; `url` is null where the platform does not say where. */
  | { readonly kind: "live"; readonly remoteId: string; readonly url: string | null }
  | { readonly kind: "absent" }
  | { readonly kind: "waiting"; readonly seconds: number; readonly bookmark?: Bookmark }
  /** Proven to have had no effect; may be tried again after so long, or after a wait of ours where it is null. */
  | { readonly kind: "later"; readonly seconds: number | null; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "reconnect"; readonly reason: string }
  /** Refused, and whoever is there wants to hear nothing more from this channel. */
  | { readonly kind: "gone"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

export type EndsAs<K extends Ending["kind"]> = Promise<Extract<Ending, { kind: K }>>;

/** Fresh credentials, and when they end; null where they do not. */
export interface Refreshed {
  readonly kind: "refreshed";
  readonly secrets: Secrets;
  readonly expiresAt: Date | null;
}

export interface Connector {
  /** Whether the account can be used as it is: what "Test" does. Reads only. */
  check(
    account: Account,
    tools: Tools,
  ): Promise<
    { readonly kind: "fine"; readonly sentence: string } | Extract<Ending, { kind: "later" | "refused" | "reconnect" }>
  >;

  /** Trades the account's credentials for fresh ones before they end; for platforms whose sign-in ends. */
  refresh?(account: Account, tools: Tools): Promise<Refreshed | Extract<Ending, { kind: "later" | "reconnect" }>>;

  /** Uploads and opens sessions. Repeatable: running it again changes nothing the audience sees. */
  prepare(
    post: Post,
    account: Account,
    tools: Tools,
    bookmark: Bookmark,
    /** Keeps a handle in a transaction of its own. Called before each handle is used. */
    save: (bookmark: Bookmark) => Promise<void>,
  ): EndsAs<"ready" | "waiting" | "later" | "refused" | "reconnect">;

  /** The one act that cannot be taken back: one request, once per attempt. By-key platforms may get it again, unchanged. */
  send(
    post: Post,
    account: Account,
    tools: Tools,
    bookmark: Bookmark,
  ): EndsAs<"sent" | "live" | "later" | "refused" | "reconnect" | "gone" | "unknown">;

  /** Looks whether the audience can see it yet. Reads only. */
  watch(
    remoteId: string,
    account: Account,
    tools: Tools,
  ): EndsAs<"live" | "waiting" | "later" | "refused" | "reconnect">;

  /** Looks for an attempt whose answer was lost. Reads only; present unless the card settles by hand or by key. */
  find?(
    post: Post,
    account: Account,
    tools: Tools,
    bookmark: Bookmark,
  ): EndsAs<"sent" | "live" | "absent" | "later" | "reconnect" | "unknown">;
}
