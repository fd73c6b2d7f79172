/** One request to somebody else's server, as a connector asks for it. */
export interface CallRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** From the first packet to the last byte; the tools' own limit where it is left out or longer. */
  readonly withinMs?: number;
}

/** What came of one request. Nothing is thrown: a connector says what it means. */
export type Heard =
  | { readonly kind: "answer"; readonly status: number; readonly headers: Headers; readonly text: string }
  /** It is proven that no byte of it left. */
  | { readonly kind: "not-sent"; readonly reason: string }
  /** Bytes left and no whole answer came: it may have taken effect. */
  | { readonly kind: "lost"; readonly reason: string };
