"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Segmented } from "@/components/ui/segmented";
import type { Role } from "@/lib/core/caller";
import type { Invited } from "@/lib/domain/access/contract";
import { HandedLink } from "./handed-link";
import { ROLE_OPTIONS, roleWords } from "./role-words";
import { useInvitePerson, type Invite } from "./use-people";

interface InviteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly invite: Invite;
}

/** Asks who is to come, then hands over the link with which they set their password. */
export function InviteDialog({ open, onOpenChange, invite }: InviteDialogProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  const close = () => {
    onOpenChange(false);
    setInvited(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      role={invited ? "alertdialog" : "dialog"}
      title={invited ? `${invited.person.name} is invited` : "Invite somebody"}
      description={
        invited
          ? "With this link they set a password and sign in."
          : "They get a link with which they set a password of their own."
      }
    >
      {invited ? (
        <>
          <HandedLink link={invited.link} email={invited.person.email} />
          <DialogActions>
            <Button onClick={() => setInvited(null)}>Invite another</Button>
            <Button look="primary" onClick={close}>
              Done
            </Button>
          </DialogActions>
        </>
      ) : (
        <InviteForm invite={invite} onInvited={setInvited} onCancel={close} />
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  readonly invite: Invite;
  readonly onInvited: (invited: Invited) => void;
  readonly onCancel: () => void;
}

function InviteForm({ invite, onInvited, onCancel }: InviteFormProps) {
  const send = useInvitePerson(invite);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("reviewer");
  const problem = send.error instanceof ApiProblem ? send.error : null;
  const taken = problem?.code === "email_taken";
  const fields = problem?.fields ?? {};

  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate({ name: name.trim(), email: email.trim(), role }, { onSuccess: onInvited });
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-3.5">
      <Field label="Name" error={fields["name"]?.join(" ")}>
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
      <Field label="E-mail" error={taken ? problem.detail : fields["email"]?.join(" ")}>
        {(control) => (
          <Input
            {...control}
            type="email"
            value={email}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-[550]">Role</legend>
        <Segmented label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} className="flex w-full" />
        <p className="mt-1 text-sm text-ink-3">{roleWords(role).may}</p>
      </fieldset>
      {send.isError && !taken && <ProblemState title="Nobody was invited." reason={sentenceOf(send.error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={send.isPending}>
          Invite
        </Button>
      </DialogActions>
    </form>
  );
}
