import { asOneLine } from "@/lib/core/one-line";
import { ROLES, type Role } from "@/lib/core/caller";

/** What an OpenID provider says of somebody: an ID token's payload, or the answer of its userinfo address. */
export type Claims = Readonly<Record<string, unknown>>;

/** Which value of the role claim makes which role; none at all where the provider has no say in roles. */
export type RoleTable = readonly { readonly value: string; readonly role: Role }[];

/** The highest role that fits what stands at `claim`; null where none does. */
export function roleOfClaims(claims: Claims, { claim, table }: { claim: string; table: RoleTable }): Role | null {
  const values = new Set([valueAt(claims, claim)].flat());
  const fitting = table.filter(({ value }) => values.has(value)).map(({ role }) => role);
  return ROLES.findLast((role) => fitting.includes(role)) ?? null;
}

/** `realm_access.roles` is a way down; a claim that bears that very name, as `https://example.com/roles`, comes first. */
function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let here: unknown = claims;
  for (const step of path.split(".")) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

/**
 * The address, and whether the provider vouches for it. Both come from one place: an address that
 * somebody typed in must not borrow the word given for another.
 */
export function emailOfClaims(places: readonly Claims[]): { email: string | null; email_verified: boolean } {
  const place = places.find(({ email }) => typeof email === "string" && email !== "");
  const email = place?.["email"];
  if (typeof email !== "string") return { email: null, email_verified: false };
  const verified = place?.["email_verified"];
  // Some providers write the word instead of the value.
  return { email, email_verified: verified === true || verified === "true" };
}

/** What to call somebody: the first that the provider gives, as far as the desk takes a name. */
export function nameOfClaims(claims: Claims): string | null {
  for (const claim of ["name", "preferred_username", "nickname"]) {
    const value = claims[claim];
    if (typeof value !== "string") continue;
    const name = asOneLine(value.toWellFormed()).slice(0, 120).toWellFormed();
    if (name !== "") return name;
  }
  return null;
}
