"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import type { ApiKey } from "@/lib/domain/access/contract";
import { useRevokeApiKey } from "./use-api-keys";

export function RevokeKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const revoke = useRevokeApiKey(apiKey);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`Revoke “${apiKey.name}”?`}
      description="Whatever uses it is refused from now on, with any of its secrets. A revoked key cannot be brought back; a new one can be made."
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate(undefined, { onSettled: onClose })}>
          Revoke key
        </Button>
      </DialogActions>
    </Dialog>
  );
}
