"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import type { StagingCopy } from "@/lib/domain/retention/contract";
import { useHold, whyOf } from "./use-staging";

interface HoldDialogProps {
  readonly copy: StagingCopy;
  readonly onClose: () => void;
}

export function HoldDialog({ copy, onClose }: HoldDialogProps) {
  const hold = useHold();
  const [reason, setReason] = useState("");
  const problem = hold.error instanceof ApiProblem ? hold.error : null;
  const wrong = problem?.fields["reason"]?.join(" ");

  function submit(event: FormEvent) {
    event.preventDefault();
    hold.mutate({ copy, reason }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Hold this staging copy"
      description="It stays beyond its time, until somebody releases it. Everybody sees who holds it, and why."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Why" hint="For those who wonder why it is still here." error={wrong}>
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
        {hold.isError && wrong === undefined && <ProblemState title="It is not held." reason={whyOf(hold.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={hold.isPending}>
            Hold it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
