import { isUuid } from "@/lib/core/id";
import type { Prisma, Tx } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { refuseUrl } from "@/lib/infra/outbound/address-rules";
import type { AlertRoute, AlertWay, QuietHours } from "./contract";
import { standingOf } from "./notices";
import { addressRefused, routeNotFound } from "./refusals";

/** Without what is sealed: nobody but a worker has a use for it. */
const routeSelect = {
  id: true,
  name: true,
  way: true,
  email: true,
  urlShown: true,
  kinds: true,
  quietFrom: true,
  quietUntil: true,
  timezone: true,
  enabled: true,
  createdAt: true,
  createdBy: true,
  revision: true,
} satisfies Prisma.AlertRouteSelect;

export type RouteRow = Prisma.AlertRouteGetPayload<{ select: typeof routeSelect }>;

interface LastNotice {
  readonly route_id: string;
  readonly state: "waiting" | "sent" | "failed";
  readonly created_at: Date;
  readonly due_at: Date;
  readonly sent_at: Date | null;
  readonly attempts: number;
  readonly trouble: string | null;
}

/** The routes that there are, newest first, behind a mark where there is one. */
export function routeRows(tx: Tx, where: Prisma.AlertRouteWhereInput, take: number): Promise<RouteRow[]> {
  return tx.alertRoute.findMany({
    where: { AND: [{ removedAt: null }, where] },
    select: routeSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
}

export async function toRoutes(tx: Tx, rows: readonly RouteRow[], now: Date): Promise<AlertRoute[]> {
  const ids = rows.map(({ id }) => id);
  // Prisma would read every notice of every route to find the newest of each.
  const last = await tx.$queryRaw<LastNotice[]>`
    SELECT n.route_id, n.state::text AS state, n.created_at, n.due_at, n.sent_at, n.attempts, n.trouble
    FROM unnest(${ids}::uuid[]) AS route(id)
    CROSS JOIN LATERAL (
      SELECT * FROM alert_notices WHERE route_id = route.id ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS n`;
  return rows.map((row) =>
    toRoute(
      row,
      last.find((notice) => notice.route_id === row.id),
      now,
    ),
  );
}

function toRoute(row: RouteRow, last: LastNotice | undefined, now: Date): AlertRoute {
  return {
    id: row.id,
    name: row.name,
    way: row.way,
    email: row.email,
    url_shown: row.urlShown,
    kinds: row.kinds,
    quiet_hours: quietHoursOf(row),
    enabled: row.enabled,
    obstacle: obstacleOf(row.way),
    last_notice: last ? toLastNotice(last, now) : null,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    revision: row.revision,
  };
}

function toLastNotice(last: LastNotice, now: Date): NonNullable<AlertRoute["last_notice"]> {
  const row = { state: last.state, dueAt: last.due_at, sentAt: last.sent_at, trouble: last.trouble };
  const { state, due_at, sent_at: sentAt, trouble } = standingOf(row, now);
  return { state, due_at, trouble, attempts: last.attempts, at: sentAt ?? last.created_at.toISOString() };
}

export function quietHoursOf({ quietFrom: from, quietUntil: until, timezone }: QuietRow): QuietHours | null {
  return from === null || until === null ? null : { from, until, timezone };
}
type QuietRow = Pick<RouteRow, "quietFrom" | "quietUntil" | "timezone">;

export const toQuietRow = (quiet: QuietHours | null): QuietRow =>
  quiet === null
    ? { quietFrom: null, quietUntil: null, timezone: "UTC" }
    : { quietFrom: quiet.from, quietUntil: quiet.until, timezone: quiet.timezone };

function obstacleOf(way: AlertWay): string | null {
  const { SMTP_URL: server, MAIL_FROM: sender } = env();
  if (way === "webhook" || (server !== undefined && sender !== undefined)) return null;
  return "Mail is not set up on this desk: SMTP_URL and MAIL_FROM are missing.";
}

/** A webhook's address, judged as every address is that others name; throws a refusal that does not repeat it. */
export function addressOf(text: string): URL {
  try {
    return refuseUrl(text, env().OUTBOUND_ALLOW);
  } catch {
    throw addressRefused(text);
  }
}

export async function findRouteRow(tx: Tx, id: string): Promise<RouteRow> {
  const row = isUuid(id)
    ? await tx.alertRoute.findFirst({ where: { id, removedAt: null }, select: routeSelect })
    : null;
  if (!row) throw routeNotFound(id);
  return row;
}

export async function findRoute(tx: Tx, id: string, now: Date): Promise<AlertRoute> {
  const [route] = await toRoutes(tx, [await findRouteRow(tx, id)], now);
  if (!route) throw routeNotFound(id);
  return route;
}

/** The revision a change starts from; whoever else changes the route waits until this transaction ends. */
export async function lockRouteRevision(tx: Tx, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    SELECT revision FROM alert_routes WHERE id = ${id}::uuid AND removed_at IS NULL FOR UPDATE`;
  return row?.revision ?? null;
}

/** The route as the last change left it, and nobody changes it before this transaction ends. */
export async function lockRoute(tx: Tx, id: string): Promise<RouteRow> {
  await lockRouteRevision(tx, id);
  return findRouteRow(tx, id);
}
