"use client";

import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import { countOf } from "@/components/ui/words";
import type { Member } from "@/lib/domain/access/contract";
import { SessionList } from "../account/session-list";
import { useSessionsOf } from "../account/use-sessions";
import { useEndSessionsOf } from "./use-people";

interface PersonSessionsDialogProps {
  readonly person: Member;
  readonly onClose: () => void;
}

/** Where somebody is signed in, and the way to sign them out of all of it. */
export function PersonSessionsDialog({ person, onClose }: PersonSessionsDialogProps) {
  const sessions = useSessionsOf(person.id);
  const end = useEndSessionsOf();
  const none = sessions.data?.pages[0]?.items.length === 0;
  const endAll = () =>
    end.mutate(person, {
      onSuccess: ({ ended }) => {
        toast.success(`${countOf(ended, "session")} ended`, { description: `${person.name} can sign in again.` });
        onClose();
      },
    });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Sessions of ${person.name}`}
      description={
        none
          ? "They are signed in nowhere."
          : "Every browser they are signed in with. Ended, they are signed out at once, and can sign in again."
      }
      className="max-w-lg"
    >
      <div className="-mx-4">
        <SessionList sessions={sessions} label={`Where ${person.name} is signed in`} />
      </div>
      {end.isError && <ProblemState title="Their sessions were not ended." reason={sentenceOf(end.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Done
        </Button>
        {!none && (
          <Button look="primary" busy={end.isPending} onClick={endAll}>
            End all
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
