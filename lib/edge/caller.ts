import { strangerAt, type Caller, type Permission, type Scope } from "@/lib/core/caller";
import { Id } from "@/lib/core/id";
import { Refusal } from "@/lib/core/refusal";
import { serviceOfKey } from "@/lib/domain/access/key-queries";
import type { Operation } from "@/lib/infra/operation";
import { refuseForeignOrigin } from "./front/origin";
import { addressOf } from "./request";
import { personOfRequest, type SignedIn } from "./sign-in/session";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who performs `op`: whoever the request says it is, except where nobody is asked for a name. */
export async function callerFor(op: Operation, request: Request, requestId: string): Promise<Caller> {
  if (op.permission !== "people:recover") return callerFromRequest(request, requestId);
  refuseForeignOrigin(request);
  return strangerAt("desk", op.permission, { requestId, address: addressOf(request) });
}

/**
 * Who is asking over HTTP: a service by its bearer key, or a person by the session cookie. A key
 * that is sent is what counts, even beside a cookie. Throws `unauthenticated`.
 */
export async function callerFromRequest(request: Request, requestId: string): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  const address = addressOf(request);
  if (authorization !== null) {
    const [, key] = /^Bearer ([\w-]{1,200})$/i.exec(authorization) ?? [];
    const service = key ? await serviceOfKey(key) : null;
    if (!service)
      throw new Refusal("unauthenticated", "unauthenticated", "This key is unknown, expired, revoked or mistyped.");
    return {
      actorId: `key:${service.id}`,
      actorName: service.name,
      door: "api",
      scopes: new Set(service.scopes),
      requestId,
      address,
      onBehalfOf: onBehalfOf(request, service.scopes),
      sessionId: null,
    };
  }
  const person = await personOfRequest(request);
  if (!person)
    throw new Refusal("unauthenticated", "unauthenticated", "Sign in, or send an API key as a bearer token.");
  if (!READING.has(request.method)) refuseForeignOrigin(request);
  if (request.headers.has("x-user-id"))
    throw new Refusal("forbidden", "forbidden", "Only a service can act for somebody else.", { scope: "items:act-as" });
  return callerOfPerson(person, requestId, address);
}

export function callerOfPerson(person: SignedIn, requestId: string, address: string | null): Caller {
  return {
    actorId: `user:${person.id}`,
    actorName: person.name,
    door: "desk",
    scopes: new Set<Permission>([...person.scopes, "account:own"]),
    requestId,
    address,
    onBehalfOf: null,
    sessionId: person.session_id,
  };
}

/** The influencer a service acts for: only with the scope for it, and never a person's own session. */
function onBehalfOf(request: Request, scopes: readonly Scope[]): string | null {
  const named = request.headers.get("x-user-id");
  if (named === null) return null;
  if (!Id.safeParse(named).success)
    throw new Refusal("invalid", "invalid_request", "X-User-ID wants 1 to 64 characters.");
  if (!scopes.includes("items:act-as"))
    throw new Refusal("forbidden", "forbidden", "Acting for somebody else needs the scope items:act-as.", {
      scope: "items:act-as",
    });
  return named;
}
