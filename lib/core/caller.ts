/** What a caller may do, as named rights. A key carries its own; a person gets those of the role. */
export const SCOPES = [
  "videos:read",
  "videos:write",
  "deliveries:read",
  "deliveries:write",
  "links:write",
  "channels:read",
  "channels:write",
  "assignments:read",
  "assignments:write",
  "keys:manage",
  "people:manage",
  "audit:read",
  "storage:manage",
  "alerts:manage",
  "items:act-as",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What everybody signed in may do with their own account, and no key: sessions, password. */
export type OwnScope = "account:own";

/** Rights of somebody who is nobody yet, one for each door that asks for no name. */
export type StrangerScope = "links:follow" | "publications:see" | "people:sign-in" | "people:recover";

/** Rights that no key or person can hold: those of the desk's own processes. */
export type InternalScope =
  | "deliveries:run"
  | "people:make"
  | "mail:send"
  | "audit:keep"
  | "secrets:rewrap"
  | "copies:keep"
  | "alerts:raise"
  | "publishing:run";
export type Permission = Scope | OwnScope | StrangerScope | InternalScope;

export const ROLES = ["reviewer", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** A role is a preset of scopes. It is copied into a key when the key is made, and read anew for people. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  reviewer: ["videos:read", "deliveries:read", "channels:read", "assignments:read"],
  manager: [
    "videos:read",
    "videos:write",
    "deliveries:read",
    "deliveries:write",
    "links:write",
    "channels:read",
    "channels:write",
    "assignments:read",
    "assignments:write",
  ],
  admin: SCOPES,
};

export const DOORS = ["desk", "api", "mcp", "link", "worker", "cli"] as const;
export type Door = (typeof DOORS)[number];

/** Who is asking, through which door. Built at the edge, trusted from there inwards. */
export interface Caller {
  /** `user:<id>`, `key:<id>`, `worker`, `cli` or `anonymous`. */
  readonly actorId: string;
  /** How the audit trail and the history name this actor. */
  readonly actorName: string;
  readonly door: Door;
  readonly scopes: ReadonlySet<Permission>;
  /** Ties the answer, the log lines and the audit entries of one request together. */
  readonly requestId: string;
  /** The peer's address as the web process saw it; null inside the house. */
  readonly address: string | null;
  /** For whom a service acts, as its `X-User-ID` says; null where it acts as itself, and for people. */
  readonly onBehalfOf: string | null;
  /** The session a person came with; null for everybody else. */
  readonly sessionId: string | null;
}

const INTERNAL: readonly (InternalScope | StrangerScope)[] = [
  "deliveries:run",
  "links:follow",
  "people:sign-in",
  "people:recover",
  "people:make",
  "mail:send",
  "audit:keep",
  "secrets:rewrap",
  "copies:keep",
  "alerts:raise",
  "publishing:run",
  "publications:see",
];

/** The desk's own processes: all rights, those inside the house included. */
export function insideCaller(door: "worker" | "cli", requestId: string): Caller {
  return {
    actorId: door,
    actorName: door,
    door,
    scopes: new Set([...SCOPES, ...INTERNAL]),
    requestId,
    address: null,
    onBehalfOf: null,
    sessionId: null,
  };
}

/** Somebody at a door that asks for no name: signing in, following a signed link, or watching what is published. Holds that one right. */
export function strangerAt(
  door: "desk" | "link",
  right: StrangerScope,
  request: { requestId: string; address: string | null },
): Caller {
  return {
    actorId: "anonymous",
    actorName: "somebody",
    door,
    scopes: new Set([right]),
    ...request,
    onBehalfOf: null,
    sessionId: null,
  };
}
