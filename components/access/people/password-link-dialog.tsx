"use client";

import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Member } from "@/lib/domain/access/contract";
import { HandedLink } from "./handed-link";
import { useMakePasswordLink } from "./use-people";

interface PasswordLinkDialogProps {
  readonly person: Member;
  readonly onClose: () => void;
}

/** A fresh link for somebody's password: what it does first, then the link itself. */
export function PasswordLinkDialog({ person, onClose }: PasswordLinkDialogProps) {
  const make = useMakePasswordLink();
  const invited = person.status === "invited";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role={make.data ? "alertdialog" : "dialog"}
      title={invited ? `A new invitation for ${person.name}` : `A reset link for ${person.name}`}
      description={
        make.data
          ? "Links handed out before have stopped working."
          : invited
            ? "The link they have now stops working."
            : "With it they set a new password. The present one keeps working until they do."
      }
    >
      {make.data && <HandedLink link={make.data} email={person.email} />}
      {make.isError && <ProblemState title="No link was made." reason={sentenceOf(make.error)} />}
      <DialogActions>
        {make.data ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button look="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button look="primary" busy={make.isPending} onClick={() => make.mutate(person)}>
              Make the link
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
