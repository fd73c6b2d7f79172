import { resolve } from "node:path";
import { z } from "zod";
import { ROLES } from "@/lib/core/caller";
import { MailSender, MailServer } from "./outbound/mail-settings";
import { parseNetwork } from "./peer-address";
import { ReplicaSetting } from "./storage/replica-setting";

const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");

const secretRing = z
  .string()
  .regex(
    /^[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=(,[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=)*$/,
    "wants kid:base64 of 32 bytes, newest first, separated by commas",
  );

const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, "wants host:port, separated by commas");

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "wants postgresql://user:password@host:port/database",
});

/** `claim value=role`. The last equals sign parts them, because a group may well be called `cn=editors`. */
const roleOfClaim = z.string().transform((entry, context) => {
  const at = entry.lastIndexOf("=");
  const value = entry.slice(0, Math.max(at, 0)).trim();
  const role = z.enum(ROLES).safeParse(entry.slice(at + 1).trim()).data;
  if (value !== "" && role) return { value, role };
  context.addIssue("wants value=role, separated by commas; the roles are admin, manager and reviewer");
  return z.NEVER;
});

const s3Endpoint = z
  .url({ protocol: /^https?$/, error: "wants an address such as https://s3.example.com", abort: true })
  .refine((url) => new URL(url).href === `${new URL(url).origin}/`, "wants an origin alone, without bucket or path");

const perMinute = z.coerce.number().int().min(1).max(1_000_000);

/** Every setting there is. Documented in docs/operating.md; a test keeps the two in step. */
export const Settings = z
  .object({
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    MARQUEE_URL: z
      .url({ protocol: /^https?$/ })
      .refine(
        (url) => new URL(url).href === `${new URL(url).origin}/`,
        "wants an origin alone, such as https://marquee.example.com",
      )
      .optional(),
    MARQUEE_DATA_DIR: z
      .string()
      .min(1)
      .default(".marquee")
      .transform((path) => resolve(path)),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_OWNER_URL: postgresUrl.optional(),
    MARQUEE_SECRETS: secretRing.optional(),
    STORAGE_DRIVER: z.enum(["local", "s3"]).default("local"),
    /** Where a second and a third verified copy of every object is kept. */
    STORAGE_REPLICAS: z
      .string()
      .default("")
      .transform((text) =>
        text
          .split(",")
          .map((entry) => entry.trim())
          .filter(Boolean),
      )
      .pipe(z.array(ReplicaSetting)),
    S3_BUCKET: z.string().min(3).max(63).optional(),
    S3_ENDPOINT: s3Endpoint.optional(),
    /** Where links lead, where people reach the bucket under another address than the desk does. */
    S3_PUBLIC_ENDPOINT: s3Endpoint.optional(),
    S3_REGION: z.string().min(1).default("us-east-1"),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    S3_SESSION_TOKEN: z.string().min(1).optional(),
    /** When the key above ends, where it does: links cannot be honoured for longer. */
    S3_KEY_EXPIRES_AT: z.iso
      .datetime({ offset: true, error: "wants a moment such as 2027-01-31T00:00:00Z" })
      .optional(),
    S3_PATH_STYLE: flag.default(true),
    S3_MULTIPART_FROM_BYTES: z.coerce
      .number()
      .int()
      .min(5 * 1024 ** 2)
      .max(5 * 1024 ** 3)
      .default(64 * 1024 ** 2),
    S3_PART_BYTES: z.coerce
      .number()
      .int()
      .min(5 * 1024 ** 2)
      .max(512 * 1024 ** 2)
      .default(64 * 1024 ** 2),
    /** How often every stored copy is read again and held against its checksum; 0 means never. */
    VERIFY_EVERY_DAYS: z.coerce.number().int().min(0).max(365).default(7),
    STAGING_KEEP_DAYS: z.coerce.number().int().min(0).max(365).default(7),
    UPLOAD_KEEP_DAYS: z.coerce.number().int().min(1).max(30).default(3),
    /** The desk's own word on how long any link works, beside what its maker asked for. */
    LINK_MAX_HOURS: z.coerce.number().int().min(1).max(168).default(168),
    MARQUEE_MAX_BYTES: z.coerce
      .number()
      .int()
      .min(1024)
      .default(20 * 1024 ** 3),
    OUTBOUND_ALLOW: z
      .string()
      .default("")
      .transform((text) =>
        text
          .split(",")
          .map((entry) => entry.trim().toLowerCase())
          .filter(Boolean),
      )
      .pipe(z.array(hostAndPort)),
    /** Whose `X-Forwarded-…` headers are believed; nobody's by default. */
    TRUSTED_PROXIES: z
      .string()
      .default("")
      .transform((text, context) => {
        try {
          return text
            .split(",")
            .map((entry) => entry.trim())
            .filter(Boolean)
            .map(parseNetwork);
        } catch {
          context.addIssue("wants addresses or networks such as 10.0.0.0/8, separated by commas");
          return z.NEVER;
        }
      }),
    /** Where people may sign in besides the desk's own form, and who the desk is there. Both or neither. */
    OIDC_ISSUER: z
      .url({
        protocol: /^https?$/,
        error: "wants the address of an OpenID provider, such as https://id.example.com",
        abort: true,
      })
      .refine((url) => !/[?#@]/.test(url), {
        error: "wants an address without a query, a fragment or a user name",
        abort: true,
      })
      .optional(),
    OIDC_CLIENT_ID: z.string().max(255).optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_LABEL: z.string().trim().max(60).default("your organisation"),
    OIDC_SCOPES: z
      .string()
      .default("openid email profile")
      .refine((text) => text.split(/\s+/).includes("openid"), "wants scopes separated by spaces, openid among them"),
    OIDC_ROLE_CLAIM: z.string().default("roles"),
    OIDC_ROLES: z
      .string()
      .default("")
      .transform((text) => text.split(",").filter((entry) => entry.trim() !== ""))
      .pipe(z.array(roleOfClaim)),
    OIDC_LINK_BY_EMAIL: flag.default(false),
    /** What sends the desk's mail, and whom it is from. */
    SMTP_URL: MailServer.optional(),
    MAIL_FROM: MailSender.optional(),
    MARQUEE_DEMO: flag.default(true),
    METRICS_TOKEN: z.string().min(16).optional(),
    /** Whose tools `npm run mcp` serves; nothing else reads it. */
    MARQUEE_API_KEY: z.string().optional(),
    /** Requests a minute of one API key, of one person, and of everybody else at one address. */
    RATE_LIMIT_KEY_PER_MINUTE: perMinute.default(1200),
    RATE_LIMIT_USER_PER_MINUTE: perMinute.default(1200),
    RATE_LIMIT_ADDRESS_PER_MINUTE: perMinute.default(300),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    /** Seconds without a sign of life after which a worker counts as lost (pg-boss wants 10 at least). */
    WORKER_HEARTBEAT_SECONDS: z.coerce.number().int().min(10).max(600).default(30),
    /** How long a worker may hold what it publishes, in seconds; its request gets half of it (standard 2.1, R4). */
    PUBLISH_LEASE_SECONDS: z.coerce.number().int().min(2).max(600).default(60),
    /** Whether channels can be made on the rehearsal platforms. */
    MARQUEE_REHEARSALS: flag.default(false),
    /** How old the oldest due work may grow before /readyz says no. */
    READY_MAX_AGE_SECONDS: z.coerce.number().int().min(1).default(120),
    /** Tests of crashes only: the named point at which a worker kills itself, see lib/infra/failpoint.ts. */
    MARQUEE_FAILPOINT: z.string().optional(),
  })
  .refine(({ OIDC_ISSUER, OIDC_CLIENT_ID }) => (OIDC_ISSUER === undefined) === (OIDC_CLIENT_ID === undefined), {
    path: ["OIDC_CLIENT_ID"],
    error: "goes together with OIDC_ISSUER: set both, or neither",
  })
  .refine(({ SMTP_URL: server, MAIL_FROM: from }) => server === undefined || from !== undefined, {
    error: "is needed beside SMTP_URL",
    path: ["MAIL_FROM"],
  })
  .superRefine((settings, context) => {
    const inS3 = settings.STORAGE_DRIVER === "s3" || settings.STORAGE_REPLICAS.some(({ kind }) => kind === "s3");
    for (const name of ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const) {
      if (inS3 && settings[name] === undefined)
        context.addIssue({ code: "custom", path: [name], message: "is needed where objects are kept in S3" });
    }
  })
  .transform((settings) => ({
    ...settings,
    MARQUEE_URL: (settings.MARQUEE_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ""),
  }));

export type Env = z.output<typeof Settings>;

/** Settings that are wrong, in sentences for the person who starts the desk. */
export class WrongSettings extends Error {
  override readonly name = "WrongSettings";
}

/** Reads settings from a plain environment; an empty value counts as unset. Throws `WrongSettings`. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Settings.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new WrongSettings(
    parsed.error.issues.map((issue) => `The setting ${issue.path.join(".")} is wrong: ${issue.message}.`).join("\n"),
  );
}

let settings: Env | undefined;

/** The settings of this process, parsed once. A function, so that `next build` may load modules without them. */
export function env(): Env {
  return (settings ??= readSettings(process.env));
}

/** next-auth reads its own address from the environment; it is told ours. */
export function tellNextAuth(): void {
  process.env["NEXTAUTH_URL"] = env().MARQUEE_URL;
}

/** The environment for a program we start: our own, with additions. */
export function environmentWith(additions: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}
