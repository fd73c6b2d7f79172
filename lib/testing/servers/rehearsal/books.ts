import { createHash, randomUUID } from "node:crypto";
import type { Fate } from "./faults";

export const WAYS = ["key", "handle", "search", "hand", "flip"] as const;
export type Way = (typeof WAYS)[number];
export const isWay = (name: string | undefined): name is Way => WAYS.some((way) => way === name);

/** What was posted, as the sender described it: the film's facts, not its bytes. */
export type Fields = Readonly<Record<string, unknown>>;

export interface StagePost {
  readonly id: string;
  readonly url: string;
  readonly way: Way;
  readonly account: string;
  readonly marker: string;
  readonly token: string;
  readonly fields: Fields;
  readonly hash: string;
  /** Milliseconds since 1970, by the stage's clock. */
  readonly committedAt: number;
  readonly visibleAt: number;
  readonly readyAt: number;
  readonly fails: boolean;
}

export interface Upload {
  readonly handle: string;
  readonly account: string;
  readonly fields: Fields;
  readonly wantsMedia: boolean;
  received: boolean;
  expired: boolean;
  post: StagePost | null;
}

export interface StageCall {
  readonly at: number;
  readonly way: Way;
  readonly account: string;
  readonly step: string;
  readonly marker: string | null;
  /** What became of it on its way; null where it was answered as it should be. */
  readonly fault: string | null;
}

/** The stage's own ledger, which nobody who posts can touch. */
export interface Ledger {
  readonly posts: readonly StagePost[];
  readonly calls: readonly StageCall[];
  /** What a well-made sender never does, in sentences. */
  readonly violations: readonly string[];
  /** Markers under which the audience could see more than one post. */
  readonly doubles: readonly string[];
}

interface Tokens {
  /** Until when each is good, in milliseconds since 1970. */
  readonly access: Map<string, number>;
  /** `unheard`: used, and the answer was lost on its way, so that it may well come again. */
  readonly refresh: Map<string, "good" | "used" | "unheard">;
  lifeMs: number;
}

/** Films up to this size are sent to the stage; of longer ones it believes what it is told. */
const TAKES_BYTES = 1024 ** 2;

export class Books {
  readonly posts: StagePost[] = [];
  readonly uploads = new Map<string, Upload>();
  readonly calls: StageCall[] = [];
  readonly violations: string[] = [];
  readonly #accounts = new Map<string, Tokens>();
  readonly #postsById = new Map<string, StagePost>();
  readonly #postsByMarker = new Map<string, StagePost[]>();
  readonly #origin: () => string;

  constructor(origin: () => string) {
    this.#origin = origin;
  }

  ledger(account?: string): Ledger {
    const of = <T extends { account: string }>(all: readonly T[]) =>
      account === undefined ? all : all.filter((one) => one.account === account);
    const counts = Map.groupBy(of(this.posts), ({ marker }) => marker);
    return {
      posts: of(this.posts),
      calls: of(this.calls),
      violations: this.violations.filter((text) => account === undefined || text.startsWith(`${account}: `)),
      doubles: [...counts].filter(([, posts]) => posts.length > 1).map(([marker]) => marker),
    };
  }

  clear(): void {
    for (const list of [this.posts, this.calls, this.violations]) list.length = 0;
    for (const map of [this.uploads, this.#accounts, this.#postsById, this.#postsByMarker]) map.clear();
  }

  // ── Posts ─────────────────────────────────────────────────────────────────────────────────────────

  post(made: { way: Way; account: string; token: string; fields: Fields }, fate: Fate): StagePost {
    const [id, now] = [randomUUID(), Date.now()];
    const marker = markerIn(made.fields);
    const post: StagePost = {
      ...made,
      id,
      url: `${this.#origin()}/see/${id}`,
      marker,
      hash: hashOf(made.fields),
      committedAt: now,
      visibleAt: now + fate.hiddenMs,
      readyAt: now + fate.processingMs,
      fails: fate.fails,
    };
    this.posts.push(post);
    this.#postsById.set(id, post);
    this.#postsByMarker.set(marker, [...this.postsUnder(marker), post]);
    return post;
  }

  postsUnder(marker: string): readonly StagePost[] {
    return this.#postsByMarker.get(marker) ?? [];
  }

  postWith(id: string): StagePost | undefined {
    return this.#postsById.get(id);
  }

  violate(account: string, sentence: string): void {
    this.violations.push(`${account}: ${sentence}`);
  }

  // ── Uploads ───────────────────────────────────────────────────────────────────────────────────────

  open(account: string, fields: Fields): Upload {
    const bytes = Number(fields["bytes"]);
    const upload: Upload = {
      handle: randomUUID(),
      account,
      fields,
      wantsMedia: bytes <= TAKES_BYTES,
      received: false,
      expired: false,
      post: null,
    };
    this.uploads.set(upload.handle, upload);
    return upload;
  }

  /** Uploads that nobody committed are gone from now on. */
  expireUploads(account: string): void {
    for (const upload of this.uploads.values()) {
      if (upload.account === account && upload.post === null) upload.expired = true;
    }
  }

  // ── Tokens ────────────────────────────────────────────────────────────────────────────────────────

  account(name: string, { token, refreshToken, lifeMs = Number.POSITIVE_INFINITY }: NewAccount): void {
    this.#accounts.set(name, {
      access: new Map([[token, Date.now() + lifeMs]]),
      refresh: new Map(refreshToken === undefined ? [] : [[refreshToken, "good"]]),
      lifeMs,
    });
  }

  /** An account that nobody made yet takes the first token it sees, so that a stage can be used at once. */
  mayEnter(name: string, token: string): boolean {
    if (token === "") return false;
    if (!this.#accounts.has(name)) this.account(name, { token });
    return (this.#accounts.get(name)?.access.get(token) ?? 0) > Date.now();
  }

  expireTokens(name: string): void {
    this.#accounts.get(name)?.access.clear();
  }

  /** The old access token and the old refresh token die at once: the harshest of the ways in use. */
  refresh(name: string, refreshToken: string, heard: boolean): FreshTokens | null {
    const tokens = this.#accounts.get(name);
    const standing = tokens?.refresh.get(refreshToken);
    if (standing === "used") this.violate(name, "A refresh token was used twice.");
    if (!tokens || standing !== "good") return null;
    const fresh = { token: `t-${randomUUID()}`, refreshToken: `r-${randomUUID()}`, lifeMs: tokens.lifeMs };
    tokens.refresh.set(refreshToken, heard ? "used" : "unheard").set(fresh.refreshToken, "good");
    tokens.access.clear();
    tokens.access.set(fresh.token, Date.now() + tokens.lifeMs);
    return fresh;
  }
}

interface FreshTokens {
  readonly token: string;
  readonly refreshToken: string;
  readonly lifeMs: number;
}

export interface NewAccount {
  readonly token: string;
  readonly refreshToken?: string;
  /** How long an access token is good; for ever where it is left out. */
  readonly lifeMs?: number;
}

export const markerIn = (fields: Fields): string => textIn(fields, "marker");

/** A text of what was sent; empty where there is none. */
export function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

export const hashOf = (fields: Fields): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest("hex");
