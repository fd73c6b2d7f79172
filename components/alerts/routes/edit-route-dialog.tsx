"use client";

import { Dialog } from "@/components/ui/dialog";
import type { AlertRoute } from "@/lib/domain/alerts/contract";
import { changesOf, draftOf } from "./route-draft";
import { RouteForm } from "./route-form";
import { useEditRoute } from "./use-alert-routes";

export function EditRouteDialog({ route, onClose }: { readonly route: AlertRoute; readonly onClose: () => void }) {
  const edit = useEditRoute(route);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Edit “${route.name}”`}
      description={
        route.way === "email"
          ? "What waits for the end of the quiet hours follows the new ones."
          : "Address and secret are never shown again: leave them empty to keep those there are."
      }
    >
      <RouteForm
        initial={draftOf(route)}
        way="fixed"
        shownUrl={route.url_shown}
        error={edit.error}
        busy={edit.isPending}
        failed="The route was not changed."
        verb="Save"
        onCancel={onClose}
        onSend={(draft) => edit.mutate(changesOf(draft), { onSuccess: onClose })}
      />
    </Dialog>
  );
}
