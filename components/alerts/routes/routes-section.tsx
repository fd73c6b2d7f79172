"use client";

import { BellRing, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { EditRouteDialog } from "./edit-route-dialog";
import { NewRouteDialog } from "./new-route-dialog";
import { RemoveRouteDialog } from "./remove-route-dialog";
import { RouteRow, type RouteTask } from "./route-row";
import { useAlertRoutes } from "./use-alert-routes";

/** The mail addresses and webhooks that alerts are sent to. */
export function RoutesSection() {
  const routes = useAlertRoutes();
  const [creating, setCreating] = useState(false);
  const [task, setTask] = useState<RouteTask | null>(null);
  const done = () => setTask(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = useFocusKept(heading, [task, routes.dataUpdatedAt]);
  const items = routes.data?.pages.flatMap((page) => page.items);

  return (
    <section aria-labelledby="alert-routes" {...kept} className="p-4 wide:p-5">
      <div className="mb-3 flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 id="alert-routes" ref={heading} tabIndex={-1} className="font-semibold">
            Where alerts go
          </h2>
          <p className="text-ink-2">The desk shows every alert at once. Here is who hears of them besides.</p>
        </div>
        <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
          New route
        </Button>
      </div>
      {routes.isError && (
        <ProblemState
          title={items ? "The list could not be refreshed." : "The routes could not be loaded."}
          reason={sentenceOf(routes.error)}
          onRetry={() => void routes.refetch()}
          className="mb-3"
        />
      )}
      {items?.length === 0 && (
        <EmptyState icon={BellRing} title="Alerts stay at the desk.">
          <p>Make a route, and they go to a mailbox or a webhook too.</p>
        </EmptyState>
      )}
      {routes.isPending && <RowSkeletons />}
      {items && items.length > 0 && (
        <ul aria-label="Routes" className="divide-y overflow-clip rounded-l border bg-surface">
          {items.map((route) => (
            <RouteRow key={route.id} route={route} onTask={setTask} />
          ))}
        </ul>
      )}
      {routes.hasNextPage && (
        <div className="flex justify-center pt-4">
          <Button busy={routes.isFetchingNextPage} onClick={() => void routes.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <NewRouteDialog open={creating} onOpenChange={setCreating} />
      {task?.what === "edit" && <EditRouteDialog route={task.route} onClose={done} />}
      {task?.what === "remove" && <RemoveRouteDialog route={task.route} onClose={done} />}
    </section>
  );
}

function RowSkeletons() {
  return (
    <div aria-hidden className="divide-y rounded-l border bg-surface">
      {[0, 1, 2].map((at) => (
        <div key={at} className="px-3.5 py-3">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="mt-2 h-3.5 w-64 max-w-full" />
        </div>
      ))}
    </div>
  );
}
