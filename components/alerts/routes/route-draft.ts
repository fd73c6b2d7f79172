import { ALERT_KINDS, type AlertKind, type AlertRoute, type AlertWay } from "@/lib/domain/alerts/contract";
import type { NewRoute, RouteChanges } from "./use-alert-routes";

/** A route as its form holds it: every field a text, a choice or a tick. */
export interface RouteDraft {
  readonly name: string;
  readonly way: AlertWay;
  readonly email: string;
  readonly url: string;
  readonly secret: string;
  readonly kinds: readonly AlertKind[];
  readonly quiet: boolean;
  readonly from: string;
  readonly until: string;
  readonly timezone: string;
}

export const EMPTY_DRAFT: RouteDraft = {
  name: "",
  way: "email",
  email: "",
  url: "",
  secret: "",
  kinds: ALERT_KINDS,
  quiet: false,
  from: "22:00",
  until: "07:00",
  timezone: "",
};

export const draftOf = (route: AlertRoute): RouteDraft => ({
  ...EMPTY_DRAFT,
  name: route.name,
  way: route.way,
  email: route.email ?? "",
  kinds: ALERT_KINDS.filter((kind) => route.kinds.includes(kind)),
  quiet: route.quiet_hours !== null,
  ...route.quiet_hours,
});

export function newRouteOf(draft: RouteDraft): NewRoute {
  const { name, way, email, url, secret } = draft;
  return {
    name: name.trim(),
    way,
    ...(way === "email" ? { email: email.trim() } : { url: url.trim(), ...given("secret", secret) }),
    ...settingsOf(draft),
  };
}

/** What was never shown and is left empty stays as it is. */
export function changesOf(draft: RouteDraft): RouteChanges {
  const { name, way, email, url, secret } = draft;
  return {
    name: name.trim(),
    ...(way === "email" ? { email: email.trim() } : { ...given("url", url), ...given("secret", secret) }),
    ...settingsOf(draft),
  };
}

const settingsOf = ({ kinds, quiet, from, until, timezone }: RouteDraft) => ({
  kinds: [...kinds],
  quiet_hours: quiet ? { from, until, timezone: timezone.trim() || ownZone() } : null,
});

const given = (name: "url" | "secret", text: string) => (text.trim() === "" ? {} : { [name]: text.trim() });

/** The zone that the browser stands in. */
export const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
