"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import type { Member } from "@/lib/domain/access/contract";
import { useEditPerson } from "./use-people";

interface RenameDialogProps {
  readonly person: Member;
  readonly onClose: () => void;
}

export function RenameDialog({ person, onClose }: RenameDialogProps) {
  const edit = useEditPerson();
  const [name, setName] = useState(person.name);
  const problem = edit.error instanceof ApiProblem ? edit.error : null;
  const wrong = problem?.fields["name"]?.join(" ");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === person.name) onClose();
    else edit.mutate({ person, changes: { name: name.trim() } }, { onSuccess: onClose });
  }

  return (
    <Dialog open onOpenChange={onClose} title="Rename" description={person.email}>
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Name" error={wrong}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {edit.isError && wrong === undefined && (
          <ProblemState title="The name was not changed." reason={sentenceOf(edit.error)} />
        )}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={edit.isPending}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
