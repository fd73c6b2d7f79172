"use client";

import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Member } from "@/lib/domain/access/contract";
import { useEditPerson, useRemovePerson } from "./use-people";

interface PersonConfirmDialogProps {
  readonly person: Member;
  readonly what: keyof typeof WORDS;
  readonly onClose: () => void;
}

/** Says what will happen, and waits for a yes. */
export function PersonConfirmDialog({ person, what, onClose }: PersonConfirmDialogProps) {
  const edit = useEditPerson();
  const remove = useRemovePerson();
  const words = WORDS[what];
  const done = (said: string) => {
    toast.success(said);
    onClose();
  };
  const way = {
    disable: {
      ...edit,
      go: () =>
        edit.mutate({ person, changes: { disabled: true } }, { onSuccess: () => done(`${person.name} is disabled`) }),
    },
    remove: {
      ...remove,
      go: () => remove.mutate(person, { onSuccess: () => done(`${person.name} is removed`) }),
    },
  }[what];

  return (
    <Dialog open onOpenChange={onClose} role="alertdialog" title={words.title(person.name)} description={words.meaning}>
      {way.isError && <ProblemState title={words.failed} reason={sentenceOf(way.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          {words.no}
        </Button>
        <Button look="danger" busy={way.isPending} onClick={way.go}>
          {words.yes}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const WORDS = {
  disable: {
    title: (name: string) => `Disable ${name}?`,
    meaning:
      "They are signed out at once and cannot sign in; links for their password stop working. What they did keeps their name, and they can be enabled again.",
    failed: "Nothing was disabled.",
    yes: "Disable",
    no: "Keep them",
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    meaning:
      "They are signed out at once and are gone from this list. What they did stays in the history and the audit trail. It cannot be undone; they can be invited anew.",
    failed: "Nobody was removed.",
    yes: "Remove",
    no: "Keep them",
  },
} as const;
