/** The ways the desk can say no. Every door maps these, and nothing else (see contracts, "Errors"). */
export type RefusalKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "stale"
  | "too_large"
  | "unsupported_media"
  | "range"
  | "unprocessable"
  | "precondition_required"
  | "rate_limited"
  | "upstream"
  | "unavailable";

/** An expected "no": thrown inside an operation so that its transaction rolls back. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  /** Stable and public, bare snake_case, e.g. `already_assigned`. Clients may branch on it. */
  readonly code: string;
  /** Extra members of the problem, e.g. `fields`. Public: no secrets, no raw upstream bodies. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(kind: RefusalKind, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}
