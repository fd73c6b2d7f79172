"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { toast } from "sonner";
import type { z } from "zod";
import { api, ApiProblem, sentenceOf, valueOf } from "@/components/ui/api";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import type { Reply } from "@/lib/core/reply";
import type {
  AlertRoute,
  CreateRoute,
  EditRoute,
  NewAlertRoute,
  RoutePage,
  RouteTest,
} from "@/lib/domain/alerts/contract";

export type NewRoute = z.input<typeof CreateRoute>;
export type RouteChanges = Omit<z.input<typeof EditRoute>, "id">;

/** The page's server actions, handed down: components stand below the pages and cannot name them. */
export interface RouteActions {
  readonly create: (input: NewRoute, options: { readonly idempotencyKey: string }) => Promise<Reply<NewAlertRoute>>;
  readonly edit: (
    input: z.input<typeof EditRoute>,
    options: { readonly revision: number },
  ) => Promise<Reply<AlertRoute>>;
}

export const RouteActionsContext = createContext<RouteActions | null>(null);

function useRouteActions(): RouteActions {
  const actions = useContext(RouteActionsContext);
  if (actions === null) throw new Error("Routes are kept on the settings page only.");
  return actions;
}

const KEY = ["alert-routes"];
const addressOf = (route: AlertRoute) => `/api/v1/alert-routes/${route.id}`;

export function useAlertRoutes() {
  return useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      api<RoutePage>(`/api/v1/alert-routes${pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function useCreateRoute() {
  const client = useQueryClient();
  const { create } = useRouteActions();
  const { nameOf, forget } = useSubmissionName();
  return useMutation({
    mutationFn: async (input: NewRoute) => valueOf(create(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => {
      forget();
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
}

/** Of the route as its row shows it: where it has changed meanwhile, somebody looks again first. */
export function useEditRoute({ id, revision }: AlertRoute) {
  const client = useQueryClient();
  const { edit } = useRouteActions();
  return useMutation({
    mutationFn: async (changes: RouteChanges) => valueOf(edit({ id, ...changes }, { revision })),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Switches a route on or off from its row. */
export function useSwitchRoute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (route: AlertRoute) =>
      api<AlertRoute>(addressOf(route), {
        method: "PATCH",
        body: { enabled: !route.enabled },
        revision: route.revision,
      }),
    onSuccess: (route) => toast.success(`${route.name} is ${route.enabled ? "on" : "off"}`),
    onError: (error) => tellRefusal(error, "The route was not changed"),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveRoute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (route: AlertRoute) => api<unknown>(addressOf(route), { method: "DELETE", revision: route.revision }),
    onSuccess: (_answer, route) => toast.success(`${route.name} is removed`),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Sends a test, and waits for what comes of it. */
export function useTestRoute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (route: AlertRoute) => api<RouteTest>(`${addressOf(route)}/test`, { method: "POST" }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function tellRefusal(error: unknown, title: string): void {
  const stale = error instanceof ApiProblem && error.status === 412;
  toast.error(title, {
    description: stale ? "Somebody else changed it meanwhile. The list is fresh now: look again." : sentenceOf(error),
  });
}
