"use client";

import { NotYours } from "@/components/access/settings/not-yours";
import { useMay } from "@/components/shell/person";
import { RoutesSection } from "./routes-section";
import { RouteActionsContext, type RouteActions } from "./use-alert-routes";

/** Where alerts go besides the desk. */
export function RoutesScreen({ create, edit }: RouteActions) {
  if (!useMay("alerts:manage")) {
    return (
      <NotYours title="Where alerts go is kept by the admins of this desk.">
        You find the alerts themselves under Alerts.
      </NotYours>
    );
  }
  return (
    <RouteActionsContext value={{ create, edit }}>
      <RoutesSection />
    </RouteActionsContext>
  );
}
