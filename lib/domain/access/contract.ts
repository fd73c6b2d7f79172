import { z } from "zod";
import { Id } from "@/lib/core/id";
import { ROLES, SCOPES } from "@/lib/core/caller";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

export const Email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

/** NIST's length rule: 12 to 128 characters, any of them. */
export const Password = z.string().min(12, "At least 12 characters.").max(128, "At most 128 characters.");

const Name = z.string().trim().min(1, "Give a name.").max(120, "At most 120 characters.").refine(isOneLine, ONE_LINE);

export const Role = z.enum(ROLES);
export const Scope = z.enum(SCOPES);

// ── People ──────────────────────────────────────────────────────────────────────────────────────────

export const MakePerson = z.strictObject({ email: Email, name: Name, password: Password, role: Role });

/** Who a session belongs to. */
export const Person = z.strictObject({ id: z.string(), email: z.string(), name: z.string(), role: Role });
export type Person = z.infer<typeof Person>;

/** A person as the settings page shows them. */
export const Member = Person.extend({
  status: z
    .enum(["invited", "active", "disabled"])
    .describe("`invited` until a password is set or a sign-in through the provider succeeds."),
  created_at: InstantOut,
  last_seen_at: InstantOut.nullable(),
  password_link: z
    .strictObject({
      purpose: z.enum(["invitation", "reset"]),
      expires_at: InstantOut,
      mailed_at: InstantOut.nullable(),
      mail_error: z.string().nullable().describe("Why the mail did not go out, in a sentence."),
    })
    .nullable()
    .describe("The living link with which this person can set a password; null where there is none."),
  revision: z.int(),
});
export type Member = z.infer<typeof Member>;

const PersonId = Id.describe("The person's id.");

export const ListPeople = PageInput.extend({
  q: z.string().trim().max(120).optional().describe("Part of a name or address."),
});
export const MemberPage = pageOf(Member);
export const OnePerson = z.strictObject({ id: PersonId });

export const InvitePerson = z.strictObject({ email: Email, name: Name, role: Role });

/** The link goes out by mail where SMTP is set up; it can be handed over by any other way too. */
export const PasswordLink = z.strictObject({
  url: z.string().describe("Lets its holder set a password once."),
  expires_at: InstantOut,
  by_mail: z.boolean().describe("Whether it is on its way by mail as well."),
});
export type PasswordLink = z.infer<typeof PasswordLink>;
export const Invited = z.strictObject({ person: Member, link: PasswordLink });
export type Invited = z.infer<typeof Invited>;

export const EditPerson = z
  .strictObject({ id: PersonId, name: Name.optional(), role: Role.optional(), disabled: z.boolean().optional() })
  .refine(({ name, role, disabled }) => name !== undefined || role !== undefined || disabled !== undefined, {
    error: "Say what is to change: name, role or disabled.",
  });
/** With the address, so that the audit trail still says who it was. */
export const RemovedPerson = z.strictObject({ id: z.string(), email: z.string(), removed: z.literal(true) });

// ── One's own account ───────────────────────────────────────────────────────────────────────────────

export const Account = Person.extend({
  has_password: z.boolean().describe("Whether it is kept here; without one, the provider vouches for this person."),
});
export type Account = z.infer<typeof Account>;

export const ChangePassword = z.strictObject({ current_password: z.string().max(128), new_password: Password });
export const PasswordChanged = z.strictObject({
  changed: z.literal(true),
  sessions_ended: z.int().describe("The person's other sessions, which the change has ended."),
});

export const AskForReset = z.strictObject({ email: Email });
/** The same for an address that nobody has: the answer says nothing about who there is. */
export const ResetAsked = z.strictObject({ accepted: z.literal(true) });

export const ReadPasswordLink = z.strictObject({ token: z.string().max(512) });
export const PasswordLinkHolder = z.strictObject({
  purpose: z.enum(["invitation", "reset"]),
  email: z.string(),
  name: z.string(),
  expires_at: InstantOut,
});
export type PasswordLinkHolder = z.infer<typeof PasswordLinkHolder>;

export const RedeemPasswordLink = z.strictObject({ token: z.string().max(512), password: Password });
export const PasswordSet = z.strictObject({ email: z.string() });

/** One sign-in on one device. */
export const Session = z.strictObject({
  id: z.string(),
  method: z.enum(["password", "oidc"]),
  created_at: InstantOut,
  last_seen_at: InstantOut.nullable(),
  expires_at: InstantOut,
  address: z.string().nullable().describe("The peer's address when it was opened."),
  device: z.string().describe("Browser and system in words, from what the browser said."),
  current: z.boolean().describe("Whether this very request came with it."),
});
export type Session = z.infer<typeof Session>;
export const ListSessions = PageInput;
export const ListPersonSessions = PageInput.extend({ id: PersonId });
export const SessionPage = pageOf(Session);
export const OneSession = z.strictObject({ id: Id.describe("The session's id.") });
export const SessionsEnded = z.strictObject({ ended: z.int() });

// ── Services ────────────────────────────────────────────────────────────────────────────────────────

/** One of the up to two living secrets of a key: never the secret itself. */
export const ApiKeySecret = z.strictObject({
  id: z.string(),
  prefix: z.string().describe("How it begins, to recognise it by."),
  created_at: InstantOut,
  expires_at: InstantOut.nullable().describe("Set when a newer one takes over: it works until then."),
  last_used_at: InstantOut.nullable(),
  revoked_at: InstantOut.nullable(),
});
export type ApiKeySecret = z.infer<typeof ApiKeySecret>;

/** A key as lists show it: never its secret. */
export const ApiKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe("How its newest secret begins, to recognise it by."),
  scopes: z.array(Scope),
  created_at: InstantOut,
  created_by: z.string(),
  expires_at: InstantOut.nullable(),
  last_used_at: InstantOut.nullable(),
  revoked_at: InstantOut.nullable(),
  secrets: z.array(ApiKeySecret).describe("Newest first; those that still work and the last that do not, ten at most."),
  revision: z.int(),
});
export type ApiKey = z.infer<typeof ApiKey>;

const ApiKeyId = Id.describe("The key's id: not the key itself.");

export const ListApiKeys = PageInput;
export const ApiKeyPage = pageOf(ApiKey);
export const OneApiKey = z.strictObject({ id: ApiKeyId });

/** How far ahead the end of a key may lie: near enough that somebody still remembers the key when it comes. */
export const MOST_KEY_YEARS = 5;

export const CreateApiKey = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, "Say which service it is for.")
      .max(80, "At most 80 characters.")
      .refine(isOneLine, ONE_LINE),
    role: Role.optional().describe("A preset of scopes, copied into the key."),
    scopes: z.array(Scope).min(1).optional(),
    expires_at: Instant.optional().describe("When it stops working by itself; never without it."),
  })
  .refine((value) => (value.role === undefined) !== (value.scopes === undefined), {
    error: "Give either a role or scopes.",
    path: ["scopes"],
  });

/** The one answer that shows the key itself; null when the same request is repeated. */
export const NewApiKey = ApiKey.extend({
  key: z
    .string()
    .nullable()
    .describe("Shown this once; only its hash is kept. Null in a repetition with the same Idempotency-Key."),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export const RotateApiKey = z.strictObject({
  id: ApiKeyId,
  overlap_hours: z
    .int()
    .min(0)
    .max(720)
    .default(24)
    .describe("How long the secret before this one goes on working, in hours, 0 to 720."),
});
export const RevokeApiKeySecret = z.strictObject({ id: ApiKeyId, secret_id: Id.describe("The secret's id.") });
