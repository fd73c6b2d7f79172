import { z } from "zod";
import { Id } from "@/lib/core/id";
import { ROLES, SCOPES } from "@/lib/core/caller";
import { PageInput, pageOf } from "@/lib/core/page";
import { InstantOut } from "@/lib/core/time";

export const Email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

/** NIST's length rule: 12 to 128 characters, any of them. */
export const Password = z.string().min(12, "At least 12 characters.").max(128, "At most 128 characters.");

export const Role = z.enum(ROLES);
export const Scope = z.enum(SCOPES);

export const MakePerson = z.strictObject({
  email: Email,
  name: z.string().trim().min(1).max(120),
  password: Password,
  role: Role,
});
export const Person = z.strictObject({ id: z.string(), email: z.string(), name: z.string(), role: Role });
export type Person = z.infer<typeof Person>;

/** A key as lists show it: never its secret. */
export const ApiKey = z.strictObject({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe("How the key begins, to recognise it by."),
  scopes: z.array(Scope),
  created_at: InstantOut,
  created_by: z.string(),
  last_used_at: InstantOut.nullable(),
  revoked_at: InstantOut.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const ListApiKeys = PageInput;
export const ApiKeyPage = pageOf(ApiKey);

export const CreateApiKey = z
  .strictObject({
    name: z.string().trim().min(1, "Say which service it is for.").max(80, "At most 80 characters."),
    role: Role.optional().describe("A preset of scopes, copied into the key."),
    scopes: z.array(Scope).min(1).optional(),
  })
  .refine((value) => (value.role === undefined) !== (value.scopes === undefined), {
    error: "Give either a role or scopes.",
    path: ["scopes"],
  });

/** The one answer that shows the key itself. */
export const NewApiKey = ApiKey.extend({ key: z.string().describe("Shown this once; only its hash is kept.") });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const RevokeApiKey = z.strictObject({ id: Id });
