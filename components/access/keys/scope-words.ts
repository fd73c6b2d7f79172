import { ROLES, SCOPES, SCOPES_OF_ROLE, type Role, type Scope } from "@/lib/core/caller";

/** What each right allows, for the person who hands it out. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  "videos:read": "See, watch and download videos",
  "videos:write": "Edit titles and tags",
  "deliveries:read": "See deliveries, links and history",
  "deliveries:write": "Deliver and retry",
  "links:write": "Make and revoke links",
  "channels:read": "See channels and how they fare",
  "channels:write": "Connect, pause and remove channels, and stop publishing",
  "assignments:read": "See what goes out where and when",
  "assignments:write": "Assign, move, cancel, publish and settle",
  "keys:manage": "Make, rotate and revoke API keys",
  "people:manage": "Invite people and set their roles",
  "audit:read": "Read and export the audit trail",
  "storage:manage": "Look after stores, replicas and moves",
  "alerts:manage": "Say where alerts go",
  "items:act-as": "Act for influencers, named by X-User-ID",
};

/** The role whose preset these scopes are, if they are one. */
export function roleOf(scopes: readonly Scope[]): Role | null {
  return (
    ROLES.find((role) => SCOPES.every((scope) => SCOPES_OF_ROLE[role].includes(scope) === scopes.includes(scope))) ??
    null
  );
}
