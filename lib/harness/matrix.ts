import fc from "fast-check";
import type { Permission, StrangerScope } from "@/lib/core/caller";
import { pathTo, type Ids, type Target } from "./addressing";
import { ask, jsonOf, type Answer } from "./ask";
import type { Knocker } from "./callers";
import type { Description } from "./description";
import type { Door } from "./people";
import { valuesOf } from "./schema-values";

/** What must become of a knock: not let in, and how that is said; or let in, whatever comes of it then. */
export type Verdict = 401 | 403 | 405 | "in";

const STRANGERS: ReadonlySet<Permission> = new Set<StrangerScope>(["links:follow", "people:recover", "people:sign-in"]);

/** The matrix itself: computed from the permission and the rights alone, and from nothing that answers requests. */
export function verdict(permission: Permission | null, { rights }: Pick<Knocker, "rights">): Verdict {
  if (permission === null) return 405;
  if (STRANGERS.has(permission)) return "in";
  if (rights === null) return 401;
  return rights.has(permission) ? "in" : 403;
}

/**
 * Knocks once. Whoever will be let in asks for nothing that exists and says nonsense, so that
 * nothing comes of it; whoever must not be let in asks for what is there, with a body that would do.
 */
export function knock(
  { port, url }: Door,
  target: Target,
  { knocker, ids, description }: { knocker: Knocker; ids: Ids; description: Description },
): Promise<Answer> {
  const harmless = verdict(target.permission, knocker) === "in";
  const { method } = target;
  const body = method === "GET" ? undefined : JSON.stringify(harmless ? NONSENSE : likely(target, description));
  return ask({
    port,
    method,
    path: pathTo(target.address, harmless ? {} : ids),
    headers: {
      ...knocker.headers,
      origin: url,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body,
  });
}

const NONSENSE = { there_is_no_such_field: true };

/** A body that the operation would take. */
export function likely({ address, method }: Pick<Target, "address" | "method">, description: Description): unknown {
  const schema = description.operation(address, method)?.requestBody?.content["application/json"]?.schema;
  return schema ? fc.sample(valuesOf(schema), { numRuns: 1, seed: 7 })[0] : {};
}

/** What is wrong with an answer; undefined where it is what the matrix wants. */
export function gap({ op, permission }: Target, knocker: Knocker, answer: Answer): string | undefined {
  const { status } = answer;
  const code = jsonOf(answer)?.["code"];
  const wanted = verdict(permission, knocker);
  if (wanted === "in") {
    // A refusal of the operation's own, such as a wrong password, is no lack of a right.
    const own = typeof code === "string" && Object.hasOwn(op?.refuses ?? {}, code);
    return status < 500 && (own || (status !== 401 && status !== 403))
      ? undefined
      : `may, but got ${status} ${String(code)}`;
  }
  if (wanted === 405 && (status === 401 || status === 403)) return undefined;
  const right = { 401: "unauthenticated", 403: "forbidden", 405: "method_not_allowed" }[wanted];
  return status === wanted && code === right ? undefined : `wants ${wanted} ${right}, got ${status} ${String(code)}`;
}

/** A text that stands somewhere on the desk, and the rights of which one is needed to read it. */
export interface Marker {
  readonly text: string;
  readonly rights: readonly Permission[];
}

/** What an answer tells somebody who may not read it; undefined where it keeps its secrets. */
export function leak(
  markers: readonly Marker[],
  { rights }: Pick<Knocker, "rights">,
  { text }: Answer,
): string | undefined {
  return markers.find((marker) => text.includes(marker.text) && !marker.rights.some((right) => rights?.has(right)))
    ?.text;
}
