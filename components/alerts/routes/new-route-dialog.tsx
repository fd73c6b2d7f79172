"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Dialog } from "@/components/ui/dialog";
import type { NewAlertRoute } from "@/lib/domain/alerts/contract";
import { EMPTY_DRAFT, newRouteOf } from "./route-draft";
import { RouteForm } from "./route-form";
import { ShownSecret } from "./shown-secret";
import { useCreateRoute } from "./use-alert-routes";

interface NewRouteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Makes a route; of a webhook it then shows the secret, this once. */
export function NewRouteDialog({ open, onOpenChange }: NewRouteDialogProps) {
  const create = useCreateRoute();
  const [made, setMade] = useState<NewAlertRoute | null>(null);
  const close = () => {
    onOpenChange(false);
    setMade(null);
    create.reset();
  };
  const show = (route: NewAlertRoute, ownSecret: boolean) => {
    if (route.way === "webhook" && !ownSecret) return setMade(route);
    toast.success(`${route.name} is set up`, { description: "Send a test to see whether it arrives." });
    return close();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      role={made ? "alertdialog" : "dialog"}
      title={made ? "Copy the secret now" : "New route for alerts"}
      description={
        made
          ? "The receiver checks with it that a message comes from this desk. It is shown this once and never read back."
          : "A mailbox, or a webhook that a chat or an on-call service gives you."
      }
    >
      {made ? (
        <ShownSecret secret={made.secret} onDone={close} />
      ) : (
        <RouteForm
          initial={EMPTY_DRAFT}
          way="open"
          error={create.error}
          busy={create.isPending}
          failed="No route was made."
          verb="Make the route"
          onCancel={close}
          onSend={(draft) =>
            create.mutate(newRouteOf(draft), { onSuccess: (route) => show(route, draft.secret.trim() !== "") })
          }
        />
      )}
    </Dialog>
  );
}
