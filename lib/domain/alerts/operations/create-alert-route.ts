import { randomBytes, randomUUID } from "node:crypto";
import { lockUntilCommit } from "@/lib/infra/lock";
import { operation } from "@/lib/infra/operation";
import { ALERT_SECRET, ALERT_URL } from "@/lib/infra/sealed-columns";
import { seal } from "@/lib/infra/secrets";
import { CreateRoute, MOST_ROUTES, NewAlertRoute } from "../contract";
import { tooManyRoutes } from "../refusals";
import { addressOf, findRoute, toQuietRow } from "../route-store";
import { shownUrl } from "../rules";

export const createAlertRoute = operation({
  name: "alerts.create-route",
  summary: "Have alerts sent to a mail address or a webhook. A secret that the desk makes is shown this once.",
  effect: "writes",
  permission: "alerts:manage",
  input: CreateRoute,
  output: NewAlertRoute,
  refuses: { too_many_alert_routes: "conflict", alert_route_not_found: "not_found" },
  answers: { 201: "The route; its secret, where the desk made it, is shown this once." },
  subject: (_input, output) => (output ? `alert-route:${output.id}` : "alert-route"),

  async run({ name, way, email, url, secret: given, kinds, quiet_hours: quiet, enabled }, { tx, now, caller }) {
    const address = url === undefined ? null : addressOf(url);
    await lockUntilCommit(tx, "alert-routes");
    if ((await tx.alertRoute.count({ where: { removedAt: null } })) >= MOST_ROUTES) throw tooManyRoutes();
    const id = randomUUID();
    const made = way === "webhook" && given === undefined ? newSecret() : null;
    const secret = given ?? made;
    await tx.alertRoute.create({
      data: {
        id,
        name,
        way,
        email: email ?? null,
        urlShown: address && shownUrl(address),
        urlSealed: address && seal(address.href, ALERT_URL.placeOf(id)),
        secretSealed: secret && seal(secret, ALERT_SECRET.placeOf(id)),
        kinds,
        ...toQuietRow(quiet),
        enabled,
        createdAt: now,
        createdBy: caller.actorName,
      },
    });
    return { ...(await findRoute(tx, id, now)), secret: made };
  },

  revisionOf: ({ revision }) => revision,
  repeats: {
    idOf: ({ id }) => id,
    rebuild: async (id, { tx, now }) => ({ ...(await findRoute(tx, id, now)), secret: null }),
  },
  respond: () => ({ status: 201 }),
});

/** 32 random bytes, as Standard Webhooks writes them. */
const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
