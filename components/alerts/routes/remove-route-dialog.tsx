"use client";

import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { AlertRoute } from "@/lib/domain/alerts/contract";
import { useRemoveRoute } from "./use-alert-routes";

export function RemoveRouteDialog({ route, onClose }: { readonly route: AlertRoute; readonly onClose: () => void }) {
  const remove = useRemoveRoute();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`Remove “${route.name}”?`}
      description="Nothing is sent along it any more, what waits for it included. Its address and its secret are forgotten; the alerts stay at the desk."
    >
      {remove.isError && <ProblemState title="The route was not removed." reason={sentenceOf(remove.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate(route, { onSuccess: onClose })}>
          Remove route
        </Button>
      </DialogActions>
    </Dialog>
  );
}
