import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { serviceOfKey } from "@/lib/domain/access/queries";
import { env } from "@/lib/infra/env";
import { addressOf } from "./request";
import { personOfRequest, type SignedIn } from "./session";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

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
    if (!service) throw new Refusal("unauthenticated", "unauthenticated", "This key is unknown, revoked or mistyped.");
    return {
      actorId: `key:${service.id}`,
      actorName: service.name,
      door: "api",
      scopes: new Set(service.scopes),
      requestId,
      address,
    };
  }
  const person = await personOfRequest(request);
  if (!person)
    throw new Refusal("unauthenticated", "unauthenticated", "Sign in, or send an API key as a bearer token.");
  if (!READING.has(request.method)) refuseForeignOrigin(request);
  return callerOfPerson(person, requestId, address);
}

export function callerOfPerson(person: SignedIn, requestId: string, address: string | null): Caller {
  return {
    actorId: `user:${person.id}`,
    actorName: person.name,
    door: "desk",
    scopes: new Set(person.scopes),
    requestId,
    address,
  };
}

/** A browser sends the cookie along with other sites' requests; a change is taken from our own pages only. */
function refuseForeignOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = site === null ? origin !== null && isOwn(origin, request) : site === "same-origin";
  if (!own) throw new Refusal("forbidden", "cross_site", "Changes are taken from the desk's own pages only.");
}

function isOwn(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  return origin === new URL(env().MARQUEE_URL).origin || new URL(origin).host === request.headers.get("host");
}
