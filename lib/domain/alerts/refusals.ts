import { Refusal } from "@/lib/core/refusal";
import { MOST_ROUTES } from "./contract";

export const routeNotFound = (id: string) =>
  new Refusal("not_found", "alert_route_not_found", "There is no such route for alerts.", { id });

export const tooManyRoutes = () =>
  new Refusal("conflict", "too_many_alert_routes", `There are ${MOST_ROUTES} routes already. Remove one first.`);

const wrongField = (field: string, sentence: string) =>
  new Refusal("invalid", "invalid_request", "Some fields need another look.", { fields: { [field]: [sentence] } });

/** Says nothing of the address itself, which may hold a secret. */
export const addressRefused = (text: string) =>
  wrongField(
    "url",
    /^http:/i.test(text.trim())
      ? "This has to begin with https://."
      : "The desk does not go there: give https on port 443 of a public address, without a user name, or have the host put into OUTBOUND_ALLOW.",
  );

export const fieldOfOtherWay = (field: "email" | "url" | "secret", way: "email" | "webhook") =>
  wrongField(field, way === "email" ? "This route sends e-mail." : "This route calls a webhook.");
