import { resolve } from "node:path";
import { z } from "zod";
import { parseNetwork } from "./peer-address";

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
    STORAGE_DRIVER: z.enum(["local"]).default("local"),
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
    MARQUEE_DEMO: flag.default(true),
    METRICS_TOKEN: z.string().min(16).optional(),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    /** Seconds without a sign of life after which a worker counts as lost (pg-boss wants 10 at least). */
    WORKER_HEARTBEAT_SECONDS: z.coerce.number().int().min(10).max(600).default(30),
    /** How old the oldest due work may grow before /readyz says no. */
    READY_MAX_AGE_SECONDS: z.coerce.number().int().min(1).default(120),
    /** Tests of crashes only: the named point at which a worker kills itself, see lib/infra/failpoint.ts. */
    MARQUEE_FAILPOINT: z.string().optional(),
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
