import type { Metadata } from "next";
import { RoutesScreen } from "@/components/alerts/routes/routes-screen";
import { createAlertRouteAction, editAlertRouteAction } from "./actions";

export const metadata: Metadata = { title: "Alert settings" };

export default function AlertSettings() {
  return <RoutesScreen create={createAlertRouteAction} edit={editAlertRouteAction} />;
}
