import { randomUUID } from "node:crypto";
import { ROLES, SCOPES, SCOPES_OF_ROLE, type Permission } from "@/lib/core/caller";
import type { HarnessDesk } from "./desk";

/** Somebody who knocks, with what the desk should make of them. */
export interface Knocker {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for whoever the desk must not know, whatever they show. */
  readonly rights: ReadonlySet<Permission> | null;
}

/** Everybody that the authorization matrix knows, each living or dead sign-in and key made for it. */
export async function everyKnocker(desk: HarnessDesk): Promise<Knocker[]> {
  const people = await Promise.all(
    ROLES.map(async (role) => ({
      name: `${role} session`,
      headers: { cookie: (await desk.signIn(role)).cookie },
      rights: new Set<Permission>([...SCOPES_OF_ROLE[role], "account:own"]),
    })),
  );
  const services: Knocker[] = [];
  for (const scope of SCOPES) {
    const others = SCOPES.filter((other) => other !== scope);
    services.push({
      name: `key with ${scope} alone`,
      headers: bearer((await desk.keyWith([scope])).key),
      rights: new Set([scope]),
    });
    services.push({
      name: `key with all but ${scope}`,
      headers: bearer((await desk.keyWith(others, `harness all but ${scope}`)).key),
      rights: new Set(others),
    });
  }
  return [{ name: "anonymous", headers: {}, rights: null }, ...people, ...services, ...(await theForgotten(desk))];
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Those whose right has ended, each of them an admin until then, and those who only pretend. */
async function theForgotten(desk: HarnessDesk): Promise<Knocker[]> {
  const [revoked, expired, disabled, gone] = [
    await desk.signIn("admin"),
    await desk.signIn("admin"),
    await desk.signIn("admin"),
    await desk.signIn("admin"),
  ];
  await desk.sql("UPDATE sessions SET revoked_at = now() WHERE user_id = $1", [revoked.id]);
  await desk.sql("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1", [expired.id]);
  await desk.sql("UPDATE users SET disabled_at = now() WHERE id = $1", [disabled.id]);
  await desk.sql("DELETE FROM users WHERE id = $1", [gone.id]);

  const [revokedKey, expiredKey] = [
    await desk.keyWith(SCOPES, "harness revoked"),
    await desk.keyWith(SCOPES, "harness expired"),
  ];
  await desk.sql("UPDATE api_keys SET revoked_at = now() WHERE id = $1", [revokedKey.id]);
  await desk.sql("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1", [expiredKey.id]);

  const cookieName = revoked.cookie.split("=")[0] ?? "";
  return [
    { name: "revoked session", headers: { cookie: revoked.cookie }, rights: null },
    { name: "expired session", headers: { cookie: expired.cookie }, rights: null },
    { name: "session of a disabled person", headers: { cookie: disabled.cookie }, rights: null },
    { name: "session of a removed person", headers: { cookie: gone.cookie }, rights: null },
    { name: "forged session", headers: { cookie: `${cookieName}=${randomUUID()}` }, rights: null },
    { name: "revoked key", headers: bearer(revokedKey.key), rights: null },
    { name: "expired key", headers: bearer(expiredKey.key), rights: null },
    { name: "made-up key", headers: bearer(`mq_live_${"A".repeat(8)}_${"b".repeat(38)}`), rights: null },
  ];
}
