"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { NewApiKey } from "@/lib/domain/access/contract";
import { KeyForm } from "./key-form";
import { ShownKey } from "./shown-key";

interface CreateKeyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Makes a key, then shows it: this once, and never again. */
export function CreateKeyDialog({ open, onOpenChange }: CreateKeyDialogProps) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  const close = () => {
    onOpenChange(false);
    setMade(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      role={made ? "alertdialog" : "dialog"}
      title={made ? "Copy the key now" : "New API key"}
      description={
        made
          ? "It is shown this once. The desk keeps only its hash: a lost key can be rotated or revoked, never read again."
          : "One for each service, so that each can be revoked by itself."
      }
    >
      {made ? <ShownKey made={made} onDone={close} /> : <KeyForm onMade={setMade} onCancel={close} />}
    </Dialog>
  );
}
