"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { usePauseAll } from "./use-board";

/** Asks before everything is stopped, and why. */
export function PauseDialog({ onClose }: { readonly onClose: () => void }) {
  const pause = usePauseAll();
  const [reason, setReason] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    pause.mutate(reason.trim(), {
      onSuccess: () => {
        toast.success("Everything is paused");
        onClose();
      },
    });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title="Pause all"
      description="Nothing more is sent on any channel until somebody resumes. What is being sent at this moment is brought to its end."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Why" hint="Optional. Everybody sees it on the board.">
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={300}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {pause.isError && <ProblemState title="Nothing was paused." reason={sentenceOf(pause.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="danger" busy={pause.isPending}>
            Pause all
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
