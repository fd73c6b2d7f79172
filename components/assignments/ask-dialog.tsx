"use client";

import { useState, type FormEvent } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { AbsentDialog } from "./absent-dialog";
import { PresentDialog } from "./present-dialog";
import type { Subject } from "./subject";
import { useAct } from "./use-assignments";

/** What is asked for in a dialog of its own before it is done. */
export interface Asking {
  readonly what: "present" | "absent" | "publish" | "force-retry";
  readonly subject: Subject;
}

export function AskDialog({ asking, onClose }: { readonly asking: Asking | null; readonly onClose: () => void }) {
  if (asking === null) return null;
  const { what, subject } = asking;
  if (what === "present") return <PresentDialog subject={subject} onClose={onClose} />;
  if (what === "absent") return <AbsentDialog subject={subject} onClose={onClose} />;
  if (what === "publish") return <PublishDialog subject={subject} onClose={onClose} />;
  return <ForceRetryDialog subject={subject} onClose={onClose} />;
}

interface OneDialogProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

function PublishDialog({ subject, onClose }: OneDialogProps) {
  const act = useAct();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title="Publish now"
      description={`“${subject.title}” goes out on ${subject.channelName} at once, whatever its time was.`}
    >
      {act.isError && <ProblemState title="It was not published." reason={sentenceOf(act.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          look="primary"
          busy={act.isPending}
          onClick={() => act.mutate({ deed: "publish", ...subject }, { onSuccess: onClose })}
        >
          Publish now
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Starts one again that the desk would not: after too many tries, or after the platform had taken it. */
function ForceRetryDialog({ subject, onClose }: OneDialogProps) {
  const act = useAct();
  const [reason, setReason] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    act.mutate({ deed: "retry", ...subject, reason: reason.trim() }, { onSuccess: onClose });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Retry it all the same"
      description={`Look on ${subject.channelName} first: “${subject.title}” may have reached it, and would then be there twice.`}
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Why" hint="It goes into the audit trail with your name.">
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {act.isError && <ProblemState title="It was not started again." reason={sentenceOf(act.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="danger" busy={act.isPending} disabled={reason.trim() === "" || act.isPending}>
            Retry
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
