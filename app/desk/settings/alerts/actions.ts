"use server";

import { createAlertRoute } from "@/lib/domain/alerts/operations/create-alert-route";
import { editAlertRoute } from "@/lib/domain/alerts/operations/edit-alert-route";
import { action } from "@/lib/edge/action";

export const createAlertRouteAction = action(createAlertRoute);
export const editAlertRouteAction = action(editAlertRoute);
