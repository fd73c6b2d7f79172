"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Channel } from "@/lib/domain/channels/contract";
import { ReasonField } from "./reason-field";
import { usePauseChannel } from "./use-channels";

export function PauseDialog({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const pause = usePauseChannel(channel);
  const [reason, setReason] = useState("");
  const wrong = pause.error instanceof ApiProblem ? pause.error.fields["reason"]?.join(" ") : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    pause.mutate(reason.trim(), { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Pause “${channel.name}”?`}
      description="Nothing new goes out on it until somebody resumes it. What comes due waits, as long as its late policy lets it."
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <ReasonField value={reason} onChange={setReason} error={wrong} />
        {pause.isError && wrong === undefined && (
          <ProblemState title="The channel was not paused." reason={sentenceOf(pause.error)} />
        )}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={pause.isPending}>
            Pause channel
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
