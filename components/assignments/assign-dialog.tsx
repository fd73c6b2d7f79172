"use client";

import { Dialog } from "@/components/ui/dialog";
import { AssignFields } from "./assign-fields";

/** What is known already when the dialog opens. */
export interface Assignable {
  readonly video?: { readonly id: string; readonly title: string };
  readonly channelId?: string;
}

interface AssignDialogProps {
  /** Null while it is closed. */
  readonly opened: Assignable | null;
  readonly onClose: () => void;
}

/** Brings one video to some channels: what, where, when, and what would come of it before it is done. */
export function AssignDialog({ opened, onClose }: AssignDialogProps) {
  if (opened === null) return null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Assign"
      description={opened.video ? `“${opened.video.title}” goes to channels.` : "A video goes to channels."}
      className="max-w-xl"
    >
      <AssignFields opened={opened} onClose={onClose} />
    </Dialog>
  );
}
