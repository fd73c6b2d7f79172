"use client";

import { TriangleAlert } from "lucide-react";
import { useRef, useState, useSyncExternalStore, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { textOf } from "@/components/ui/form-text";
import { Input } from "@/components/ui/input";
import { signIn } from "./sign-in";

/** `next` is where to go afterwards: a path of this desk. */
export function SignInForm({ next }: { readonly next: string }) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string>();
  const password = useRef<HTMLInputElement>(null);
  // Before the script runs, the browser itself would send the form, and write the password into the address.
  const ready = useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setMessage(undefined);
    const outcome = await signIn({ email: textOf(form, "email"), password: passwordOf(form) });
    if (outcome.ok) {
      // A full load, so that the server draws the desk for the person who has just arrived.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setMessage(outcome.message);
    password.current?.select();
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="space-y-3.5">
      <Field label="E-mail">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required className="h-8.5" />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-8.5"
          />
        )}
      </Field>
      <div role="alert">
        {message !== undefined && (
          <p className="flex animate-fade items-center gap-2 rounded-s bg-failed-soft px-2.5 py-2 text-failed">
            <TriangleAlert aria-hidden size={15} strokeWidth={1.8} />
            {message}
          </p>
        )}
      </div>
      <Button
        type="submit"
        look="primary"
        busy={busy}
        disabled={busy || !ready}
        className="h-8.5 w-full justify-center"
      >
        Sign in
      </Button>
    </form>
  );
}

const noChange = () => () => undefined;

/** As typed: a space may well be part of it. */
function passwordOf(form: FormData): string {
  const value = form.get("password");
  return typeof value === "string" ? value : "";
}
