import { z } from "zod";
import { Id } from "@/lib/core/id";
import { isOneLine, ONE_LINE } from "@/lib/core/one-line";
import { PageInput, pageOf } from "@/lib/core/page";
import { Instant, InstantOut } from "@/lib/core/time";

/** What raises an alert. Each has the name of the event that it comes of. */
export const ALERT_KINDS = [
  "delivery.refused",
  "delivery.failed",
  "copy.lost",
  "assignment.failed",
  "assignment.unconfirmed",
  "channel.needs_reconnecting",
  "channel.disabled",
  "channel.expiring",
] as const;
export const AlertKind = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof AlertKind>;

export const AlertWay = z.enum(["email", "webhook"]);
export type AlertWay = z.infer<typeof AlertWay>;

/** How far a notice is: `waiting` for its time or its next try, `sent`, or `failed` for good. */
export const NOTICE_STATES = ["waiting", "sent", "failed"] as const;
const NoticeState = z.enum(NOTICE_STATES);

// ── Alerts ──────────────────────────────────────────────────────────────────────────────────────────

/** One alert on its way along one route. */
export const Notice = z.strictObject({
  route_id: z.string(),
  route_name: z.string(),
  way: AlertWay,
  state: NoticeState,
  attempts: z.int(),
  due_at: InstantOut.nullable().describe("When it is sent next; null once it was sent or has failed."),
  sent_at: InstantOut.nullable(),
  trouble: z.string().nullable().describe("Why the last try failed, in a sentence."),
});
export type Notice = z.infer<typeof Notice>;

export const Alert = z.strictObject({
  id: z.string(),
  // A text, not one of a few: a desk that was newer once may have raised another kind.
  kind: z.string().describe(ALERT_KINDS.map((kind) => `\`${kind}\``).join(", ")),
  subject: z.string().describe("E.g. `delivery:dist_…`, `assignment:…` or `channel:…`."),
  title: z.string().describe("What happened, in a line."),
  detail: z.string().describe("What is known of it and what to do, in sentences."),
  video_id: z.string().nullable().describe("Null where the desk has no such video."),
  at: InstantOut.describe("When it happened."),
  count: z
    .int()
    .describe("How many of the same it tells of: copies that one store lost within ten minutes are one alert."),
  notices: z.array(Notice).describe("How it fared along each route."),
});
export type Alert = z.infer<typeof Alert>;

export const ListAlerts = PageInput.extend({ kind: AlertKind.optional() });

/** How many unseen ones are counted: beyond that the exact number tells nobody anything. */
export const MOST_UNSEEN = 100;

export const AlertPage = pageOf(Alert).extend({
  unseen: z
    .int()
    .nullable()
    .describe(`How many of all kinds the person has not seen, ${MOST_UNSEEN} at most; null for a key.`),
  seen_until: InstantOut.nullable().describe("Up to when the person has seen them; null for a key."),
});
export type AlertPage = z.infer<typeof AlertPage>;

export const SeeAlerts = z.strictObject({ until: Instant.describe("`at` of the newest one that was looked at.") });
export const AlertsSeen = z.strictObject({ seen_until: InstantOut });

// ── Routes ──────────────────────────────────────────────────────────────────────────────────────────

const RouteName = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80, "At most 80 characters.")
  .refine(isOneLine, ONE_LINE);

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day such as 22:00.");

const TimeZone = z.string().max(64).refine(isTimeZone, "A time zone by its name, such as Europe/Berlin.");

/** Local times between which nothing is sent; over midnight where `from` is the later one. */
export const QuietHours = z
  .strictObject({ from: ClockTime, until: ClockTime, timezone: TimeZone })
  .refine(({ from, until }) => from !== until, { error: "The two must differ.", path: ["until"] });
export type QuietHours = z.infer<typeof QuietHours>;

const Email = z.email("An e-mail address, such as ops@example.com.").max(254);
const Url = z.string().max(4096).describe("https on a public address. Only its origin is ever shown again.");

/** As Standard Webhooks writes one: 24 to 64 random bytes. */
const WebhookSecret = z
  .string()
  .regex(/^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    error: "whsec_ and base64.",
    abort: true,
  })
  .refine((text) => {
    const { length } = atob(text.slice("whsec_".length));
    return length >= 24 && length <= 64;
  }, "24 to 64 bytes behind whsec_, as base64.");

const Kinds = z
  .array(AlertKind)
  .min(1, "At least one.")
  .transform((kinds) => ALERT_KINDS.filter((kind) => kinds.includes(kind)));

export const AlertRoute = z.strictObject({
  id: z.string(),
  name: z.string(),
  way: AlertWay,
  email: z.string().nullable(),
  url_shown: z.string().nullable().describe("The webhook's origin and `…`: its path is never shown again."),
  kinds: z.array(z.string()),
  quiet_hours: z.strictObject({ from: z.string(), until: z.string(), timezone: z.string() }).nullable(),
  enabled: z.boolean(),
  obstacle: z.string().nullable().describe("What keeps it from sending at all, in a sentence."),
  last_notice: z
    .strictObject({
      state: NoticeState,
      at: InstantOut.describe("When it was sent, or else when it was raised."),
      attempts: z.int(),
      due_at: InstantOut.nullable(),
      trouble: z.string().nullable(),
    })
    .nullable()
    .describe("How the newest one along this route fared."),
  created_at: InstantOut,
  created_by: z.string(),
  revision: z.int(),
});
export type AlertRoute = z.infer<typeof AlertRoute>;

export const ListRoutes = PageInput;
export const RoutePage = pageOf(AlertRoute);
export type RoutePage = z.infer<typeof RoutePage>;

const RouteId = Id.describe("The route's id.");
export const OneRoute = z.strictObject({ id: RouteId });

/** As many routes as one alert goes along. */
export const MOST_ROUTES = 50;

const settings = {
  kinds: Kinds.describe("Which alerts go along it."),
  quiet_hours: QuietHours.nullable().describe("What falls into them waits for their end."),
  enabled: z.boolean(),
};

export const CreateRoute = z
  .strictObject({
    name: RouteName,
    way: AlertWay,
    email: Email.optional().describe("Where an e-mail route leads."),
    url: Url.optional(),
    secret: WebhookSecret.optional().describe("Signs what is sent to the webhook; left out, the desk makes one."),
    kinds: settings.kinds.default([...ALERT_KINDS]),
    quiet_hours: settings.quiet_hours.default(null),
    enabled: settings.enabled.default(true),
  })
  .superRefine(({ way, email, url, secret }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (way === "email") {
      if (email === undefined) say("email", "Say which address the mail goes to.");
      if (url !== undefined) say("url", "An e-mail route has no address to call.");
      if (secret !== undefined) say("secret", "An e-mail route has no secret.");
    } else {
      if (url === undefined) say("url", "Say which address is called.");
      if (email !== undefined) say("email", "A webhook has no e-mail address.");
    }
  });
export type CreateRoute = z.output<typeof CreateRoute>;

export const NewAlertRoute = AlertRoute.extend({
  secret: z
    .string()
    .nullable()
    .describe("The secret that the desk has made, shown this once. Null where it was given, and in a repetition."),
});
export type NewAlertRoute = z.infer<typeof NewAlertRoute>;

export const EditRoute = z
  .strictObject({
    id: RouteId,
    name: RouteName.optional(),
    email: Email.optional(),
    url: Url.optional(),
    secret: WebhookSecret.optional(),
    kinds: settings.kinds.optional(),
    quiet_hours: settings.quiet_hours.optional(),
    enabled: settings.enabled.optional(),
  })
  .refine(({ id: _id, ...changes }) => Object.values(changes).some((change) => change !== undefined), {
    error: "Say what is to change.",
    path: ["name"],
  });

export const RemovedRoute = z.strictObject({ id: z.string(), name: z.string(), removed: z.literal(true) });

/** How a test fared; `waiting` where nothing came of it yet. */
export const RouteTest = z.strictObject({
  id: z.string(),
  route_id: z.string(),
  state: NoticeState,
  sent_at: InstantOut.nullable(),
  trouble: z.string().nullable().describe("Why it did not go out, in a sentence."),
});
export type RouteTest = z.infer<typeof RouteTest>;

function isTimeZone(name: string): boolean {
  // An offset such as +01:00 is understood as well, and knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
