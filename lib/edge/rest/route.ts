import { Refusal } from "@/lib/core/refusal";
import { performInFull, type Operation, type PerformOptions } from "@/lib/infra/operation";
import { ADDRESSES, METHODS, type Address, type Method } from "./addresses";
import { callerFor } from "../caller";
import { etagOf, ifMatchOf, namedRequestOf } from "./conditions";
import { framed, type Handler } from "../frame";
import { countingTries } from "../limits/counted-tries";
import { problemResponse, toProblem } from "../problem";
import { counted } from "../limits/budgets";
import { readInput, requestIdOf } from "../request";

/**
 * One address: the operation behind each method; the rest answer 405 with a problem, not an empty body.
 * `besides` are methods that something else answers there.
 */
export function route(address: Address, besides: readonly Method[] = []): Record<Method, Handler> {
  const operations: Partial<Record<Method, Operation>> = ADDRESSES[address];
  const allow = METHODS.filter((method) => operations[method] ?? besides.includes(method)).join(", ");
  const handlers = METHODS.map((method) => {
    const op = operations[method];
    return [method, op ? answering(op) : refusing(allow)] as const;
  });
  return Object.fromEntries(handlers) as Record<Method, Handler>;
}

/** For addresses that stream instead of performing: a 405 behind every method but those that read. */
export function otherMethods(allow: string): Record<Exclude<Method, "GET">, Handler> {
  const no = refusing(allow);
  return { POST: no, PUT: no, PATCH: no, DELETE: no };
}

function answering(op: Operation): Handler {
  return framed(async (request, params, requestId, headers) => {
    const caller = await counted({ request, answer: headers }, () => callerFor(op, request, requestId));
    const given = await readInput(request);
    const twice = Object.keys(given).find((name) => Object.hasOwn(params, name));
    if (twice !== undefined) throw new Refusal("invalid", "invalid_request", `The path names ${twice} already.`);
    const input = { ...given, ...params };
    const options = { ...patienceOf(request), ifMatch: ifMatchOf(request.headers), request: namedRequestOf(request) };
    const { settled, answer, repeated } = await countingTries({ op, input, caller }, () =>
      performInFull(op, input, caller, options),
    );
    const revision = op.revisionOf?.(settled);
    return Response.json(settled, {
      status: answer.status,
      headers: {
        ...answer.headers,
        ...(revision === undefined ? {} : { etag: etagOf(revision) }),
        ...(repeated ? { "idempotency-replayed": "true" } : {}),
        "cache-control": "no-store",
      },
    });
  });
}

function refusing(allow: string): Handler {
  return async (request) => {
    const refusal = new Refusal("method_not_allowed", "method_not_allowed", `This address takes ${allow}.`);
    return problemResponse(toProblem(refusal, requestIdOf(request)), { allow });
  };
}

/** `Prefer: respond-async` and `Prefer: wait=<seconds>` (RFC 7240) shorten the waiting; nothing lengthens it. */
function patienceOf(request: Request): PerformOptions {
  const prefer = request.headers.get("prefer")?.toLowerCase() ?? "";
  if (/(^|[,;\s])respond-async($|[,;\s])/.test(prefer)) return { waitMs: 0 };
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,4})/.exec(prefer) ?? [];
  return seconds === undefined ? {} : { waitMs: Math.min(Number(seconds), 30) * 1000 };
}

/** What an address below /api says that nobody lives at. */
export const nothingHere: Handler = framed(async () => {
  throw new Refusal(
    "not_found",
    "not_found",
    "There is nothing at this address. /api/openapi.json lists what there is.",
  );
});
