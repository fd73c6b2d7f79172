import { STATUS_CODES } from "node:http";
import { Refusal, type RefusalKind } from "@/lib/core/refusal";
import type { Problem } from "@/lib/core/reply";
import { log } from "@/lib/infra/log";

/** The one table from kinds to HTTP statuses: contracts, "Errors". */
export const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unsupported_media: 415,
  range: 416,
  unprocessable: 422,
  precondition_required: 428,
  rate_limited: 429,
  upstream: 502,
  unavailable: 503,
};

/** Refusals speak for themselves; anything else is our fault and stays private. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) {
    return {
      ...error.details,
      status: STATUS_OF[error.kind],
      code: error.code,
      detail: error.message,
      request_id: requestId,
    };
  }
  if (databaseIsAway(error)) {
    log.error({ err: error, requestId }, "the database did not answer");
    return {
      status: 503,
      code: "unavailable",
      detail: "The database does not answer. Try again in a moment.",
      request_id: requestId,
    };
  }
  log.error({ err: error, requestId }, "a defect of ours");
  return { status: 500, code: "internal", detail: "Something broke on our side.", request_id: requestId };
}

/** As `application/problem+json`; `type` is a stable name for the code. */
export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  const body = {
    type: `urn:marquee:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? "Problem",
    ...problem,
  };
  return Response.json(body, {
    status: problem.status,
    headers: {
      ...headers,
      ...(problem.status === 401 ? { "www-authenticate": "Bearer" } : {}),
      ...(typeof problem["retry_after_seconds"] === "number"
        ? { "retry-after": String(problem["retry_after_seconds"]) }
        : {}),
      ...(typeof problem["request_id"] === "string" ? { "x-request-id": problem["request_id"] } : {}),
      "cache-control": "no-store",
      "content-type": "application/problem+json",
    },
  });
}

/**
 * How Prisma ("cannot reach", "timed out", "no connection free"), its adapter, the driver and Postgres
 * (stopping, starting) say that there is nobody to ask.
 */
const AWAY = new Set(
  "P1001 P1002 P1008 P1017 P2024 P2028 DatabaseNotReachable ConnectionClosed SocketTimeout TooManyConnections ECONNREFUSED ECONNRESET 57P01 57P02 57P03".split(
    " ",
  ),
);

/** How the driver tells of a database that hangs: in words alone. */
const HANGS = /timeout exceeded when trying to connect|connection terminated|query read timeout/i;

interface Said {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly cause?: unknown;
  readonly meta?: unknown;
  readonly message?: unknown;
  readonly originalMessage?: unknown;
}

export function databaseIsAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, kind, cause, meta, message, originalMessage }: Said = error;
  if (AWAY.has(String(code)) || AWAY.has(String(kind))) return true;
  if ([message, originalMessage].some((text) => typeof text === "string" && HANGS.test(text))) return true;
  // A raw query's failure hides what the adapter said one level down.
  const said = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return databaseIsAway(cause) || databaseIsAway(said);
}
