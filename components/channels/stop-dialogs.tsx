"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Stop } from "@/lib/domain/channels/contract";
import { ReasonField } from "./reason-field";
import { useLiftStop, useThrowStop } from "./use-stops";

interface ThrowStopDialogProps {
  readonly scope: string;
  /** `everywhere`, or `on Webhook`. */
  readonly where: string;
  readonly onClose: () => void;
}

/** Asks before a kill switch is thrown. */
export function ThrowStopDialog({ scope, where, onClose }: ThrowStopDialogProps) {
  const stop = useThrowStop();
  const [reason, setReason] = useState("");
  const wrong = stop.error instanceof ApiProblem ? stop.error.fields["reason"]?.join(" ") : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    stop.mutate({ scope, reason: reason.trim() }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`Stop publishing ${where}?`}
      description="Nothing new goes out until somebody lets it go on. What is being sent at this moment ends as it may; what comes due waits, as long as its late policy lets it."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <ReasonField value={reason} onChange={setReason} error={wrong} />
        {stop.isError && wrong === undefined && (
          <ProblemState title="Publishing was not stopped." reason={sentenceOf(stop.error)} />
        )}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="danger" busy={stop.isPending}>
            Stop publishing
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface LiftStopDialogProps {
  readonly stop: Stop;
  readonly where: string;
  readonly onClose: () => void;
}

/** Asks before publishing goes on: what came due meanwhile leaves at once. */
export function LiftStopDialog({ stop, where, onClose }: LiftStopDialogProps) {
  const lift = useLiftStop();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`Let publishing go on ${where}?`}
      description="What came due meanwhile goes out at once, where its late policy still lets it."
    >
      {lift.isError && <ProblemState title="Publishing is still stopped." reason={sentenceOf(lift.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Leave it stopped
        </Button>
        <Button look="primary" busy={lift.isPending} onClick={() => lift.mutate(stop, { onSuccess: onClose })}>
          Go on publishing
        </Button>
      </DialogActions>
    </Dialog>
  );
}
