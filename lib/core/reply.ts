/** A refusal as every door tells it (RFC 9457); over HTTP `type` and `title` are added. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [extension: string]: unknown;
}

/** What a server action answers: a reply instead of a throw, because Next hides thrown messages in production. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
