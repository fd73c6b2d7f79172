"use client";

import { useState, type FormEvent } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { EvidencePanel } from "./evidence-panel";
import type { Subject } from "./subject";
import { useAct } from "./use-assignments";

const WORDS = "SEND AGAIN";

/**
 * A person says that a post whose outcome is unknown is not there. Were they wrong it would be posted twice, so
 * they see what is known first, and type what they mean.
 */
export function AbsentDialog({ subject, onClose }: { readonly subject: Subject; readonly onClose: () => void }) {
  const act = useAct();
  const [typed, setTyped] = useState("");
  const meant = typed.trim() === WORDS;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (meant) act.mutate({ deed: "absent", ...subject }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title="It is not there, send again"
      description={`Look on ${subject.channelName} first. If “${subject.title}” is there after all, it will be there twice.`}
      className="max-w-lg"
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <EvidencePanel id={subject.id} />
        <Field label={`Type ${WORDS}`} hint="Your name goes into the audit trail with this decision.">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {act.isError && <ProblemState title="It was not sent again." reason={sentenceOf(act.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="danger" busy={act.isPending} disabled={!meant || act.isPending}>
            Send again
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
