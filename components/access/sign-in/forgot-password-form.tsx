"use client";

import { MailCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { textOf } from "@/components/ui/form-text";
import { Input } from "@/components/ui/input";
import { DoorAlert } from "./door-alert";
import { askForReset } from "./password-link";
import { NeedsScripts } from "./needs-scripts";
import { useReady } from "./use-ready";

/** Asks for a link by mail. The answer is the same whether anybody has that address or not. */
export function ForgotPasswordForm() {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<string>();
  const [error, setError] = useState<unknown>();
  const ready = useReady();
  const atField = error instanceof ApiProblem ? error.fields["email"]?.join(" ") : undefined;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = textOf(new FormData(event.currentTarget), "email");
    setBusy(true);
    setError(undefined);
    try {
      await askForReset(email);
      setAsked(email);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <output className="block empty:hidden">
        {asked !== undefined && (
          <span className="flex animate-fade items-start gap-2.5 text-ink-2">
            <MailCheck aria-hidden size={16} strokeWidth={1.8} className="mt-0.5 text-ink-3" />
            <span>
              If somebody signs in here as <b className="font-[550] wrap-anywhere text-ink">{asked}</b>, a link is on
              its way to them. Nothing there after some minutes? Look into the spam folder, or ask an admin of this
              desk.
            </span>
          </span>
        )}
      </output>
      {asked === undefined && (
        <form noValidate method="post" onSubmit={(event) => void submit(event)} className="space-y-3.5">
          <NeedsScripts />
          <Field label="E-mail" error={atField}>
            {(control) => (
              <Input {...control} name="email" type="email" autoComplete="username" maxLength={254} className="h-8.5" />
            )}
          </Field>
          <DoorAlert message={error !== undefined && atField === undefined ? sentenceOf(error) : undefined} />
          <Button
            type="submit"
            look="primary"
            busy={busy}
            disabled={busy || !ready}
            className="h-8.5 w-full justify-center"
          >
            Send me a link
          </Button>
        </form>
      )}
    </>
  );
}
