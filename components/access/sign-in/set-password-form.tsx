"use client";

import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { PasswordLinkHolder } from "@/lib/domain/access/contract";
import { DoorAlert } from "./door-alert";
import { redeemPasswordLink } from "./password-link";
import { PASSWORD_RULE, PasswordInput } from "@/components/ui/password-input";

interface SetPasswordFormProps {
  readonly token: string;
  readonly holder: PasswordLinkHolder;
  readonly onDone: (email: string) => void;
  /** The link itself was refused: by now somebody has used it, or it has lapsed. */
  readonly onRefused: (error: ApiProblem) => void;
}

export function SetPasswordForm({ token, holder, onDone, onRefused }: SetPasswordFormProps) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [differ, setDiffer] = useState(false);
  const [error, setError] = useState<unknown>();
  const fields = error instanceof ApiProblem ? error.fields : {};
  const atField = fields["password"]?.join(" ");

  async function submit(event: FormEvent) {
    event.preventDefault();
    setError(undefined);
    setDiffer(password !== again);
    if (password !== again) return;
    setBusy(true);
    try {
      const { email } = await redeemPasswordLink(token, password);
      onDone(email);
    } catch (refused) {
      setBusy(false);
      const ofTheLink =
        refused instanceof ApiProblem && ![0, 400, 429].includes(refused.status) && refused.status < 500;
      if (ofTheLink) onRefused(refused);
      else setError(refused);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-3.5">
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={holder.email} readOnly hidden />
      <Field label="Password" hint={PASSWORD_RULE} error={atField}>
        {(control) => (
          <PasswordInput
            control={control}
            shown={shown}
            onShow={setShown}
            value={password}
            maxLength={128}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.target.value)}
            className="h-8.5"
          />
        )}
      </Field>
      <Field label="Once more" error={differ ? "The two are not the same." : undefined}>
        {(control) => (
          <PasswordInput
            control={control}
            shown={shown}
            value={again}
            maxLength={128}
            autoComplete="new-password"
            onChange={(event) => setAgain(event.target.value)}
            className="h-8.5"
          />
        )}
      </Field>
      <DoorAlert message={error !== undefined && atField === undefined ? sentenceOf(error) : undefined} />
      <Button type="submit" look="primary" busy={busy} className="h-8.5 w-full justify-center">
        Set the password
      </Button>
    </form>
  );
}
