import type { Operation } from "@/lib/infra/operation";
import type { Schema } from "./parts";

const asked = (name: string, description: string, schema: Schema = {}): Schema => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string", ...schema },
});

const IDEMPOTENCY_KEY = asked(
  "Idempotency-Key",
  "Any text of yours that names this request. Sent again with the same key and body, it is answered and not carried out again.",
  { minLength: 1, maxLength: 255 },
);
const IF_MATCH = asked("If-Match", "The `ETag` you last saw. Another one by now: 412, and nothing is changed.");
const PREFER = asked(
  "Prefer",
  "`respond-async` answers 202 at once, `wait=5` after five seconds; without it, 30 at most.",
);
const ACT_AS = asked("X-User-ID", "For whom a service acts; needs the scope `items:act-as`.", {
  minLength: 1,
  maxLength: 64,
});

/** The request headers that mean something at an operation's address (standard 2.5). */
export function requestHeaders(method: string, op: Operation): Schema[] {
  return [
    ...(op.repeats && method === "POST" ? [IDEMPOTENCY_KEY] : []),
    ...(op.lockRevision ? [IF_MATCH] : []),
    ...(op.settle ? [PREFER] : []),
    ...(op.permission === "people:recover" || op.permission === "account:own" ? [] : [ACT_AS]),
  ];
}

const told = (description: string): Schema => ({ description, schema: { type: "string" } });

/** On every answer, problems too. */
export const ALWAYS_TOLD = {
  RateLimit: told('What is left, and for how many seconds: `"key";r=1199;t=60`.'),
  "RateLimit-Policy": told('The budget, and its window in seconds: `"key";q=1200;w=60`.'),
  "X-Request-Id": told("Yours, where you sent one; it stands in the log and the audit trail."),
};

export const RETRY_AFTER = { "Retry-After": told("In how many seconds to try again.") };

/** What an answer that went well says beside its body. */
export function answerHeaders(method: string, op: Operation, status: number): Schema {
  return {
    ...ALWAYS_TOLD,
    ...(op.revisionOf ? { ETag: told("The revision, for `If-Match`.") } : {}),
    ...(op.repeats && method === "POST"
      ? { "Idempotency-Replayed": told("`true` where this is the answer to an earlier request, given again.") }
      : {}),
    ...(status === 202 ? { Location: told("Where to look how far it is.") } : {}),
  };
}
