"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { EvidencePanel } from "./evidence-panel";
import type { Subject } from "./subject";
import { useAct } from "./use-assignments";

/** A person has seen the post: where it is, is kept with their name. */
export function PresentDialog({ subject, onClose }: { readonly subject: Subject; readonly onClose: () => void }) {
  const act = useAct();
  const [url, setUrl] = useState("");
  const wrong = act.error instanceof ApiProblem ? act.error.fields["remote_url"]?.join(" ") : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    const remoteUrl = url.trim();
    act.mutate({ deed: "present", ...subject, ...(remoteUrl !== "" && { remoteUrl }) }, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="It is there"
      description={`You have seen “${subject.title}” on ${subject.channelName}. It counts as published from now on.`}
      className="max-w-lg"
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <EvidencePanel id={subject.id} />
        <Field label="Its address" hint="Optional. Where it can be seen, for whoever looks later." error={wrong}>
          {(control) => (
            <Input
              {...control}
              type="url"
              inputMode="url"
              autoComplete="off"
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        {act.isError && wrong === undefined && (
          <ProblemState title="Nothing was changed." reason={sentenceOf(act.error)} />
        )}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={act.isPending}>
            It is there
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
