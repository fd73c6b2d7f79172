"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { useDrop } from "./use-staging";

interface DropDialogProps {
  readonly copy: StagingCopy;
  readonly onClose: () => void;
}

export function DropDialog({ copy, onClose }: DropDialogProps) {
  const drop = useDrop();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title="Delete this staging copy now?"
      description={`The file that “${copy.title}” was verified in goes for good. The stored copies stay as they are.`}
    >
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" busy={drop.isPending} onClick={() => drop.mutate(copy, { onSettled: onClose })}>
          Delete staging copy
        </Button>
      </DialogActions>
    </Dialog>
  );
}
