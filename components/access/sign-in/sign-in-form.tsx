"use client";

import Link from "next/link";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { textOf } from "@/components/ui/form-text";
import { Input } from "@/components/ui/input";
import { DoorAlert } from "./door-alert";
import { signIn } from "./sign-in";
import { NeedsScripts } from "./needs-scripts";
import { useReady } from "./use-ready";

interface SignInFormProps {
  /** Where to go afterwards: a path of this desk. */
  readonly next: string;
  /** What a sign-in elsewhere came back with, in a sentence. */
  readonly refusal: string | undefined;
  readonly provider: { readonly label: string } | null;
}

export function SignInForm({ next, refusal, provider }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState(refusal);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const ready = useReady();
  useEffect(() => fillIn(email.current, password.current), []);

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
      <NeedsScripts />
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            ref={email}
            name="email"
            type="email"
            autoComplete="username"
            required
            className="h-8.5"
          />
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
      <DoorAlert message={message} />
      <Button
        type="submit"
        look="primary"
        busy={busy}
        disabled={busy || !ready}
        className="h-8.5 w-full justify-center"
      >
        Sign in
      </Button>
      {provider && (
        // A plain link: the way to the provider and back is made of whole pages.
        <a
          href={`/api/auth/oidc/start?next=${encodeURIComponent(next)}`}
          className={cn(buttonClass(), "flex h-8.5 w-full justify-center")}
        >
          <span className="truncate">Sign in with {provider.label}</span>
        </a>
      )}
      <p className="text-center">
        <Link
          href="/forgot-password"
          className="text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-ink-3"
        >
          Forgot your password?
        </Link>
      </p>
    </form>
  );
}

/** Whoever has just set a password comes with their address in the fragment, which no server is told. */
function fillIn(email: HTMLInputElement | null, password: HTMLInputElement | null): void {
  const { hash, pathname, search } = window.location;
  if (hash === "" || !email || !password) return;
  window.history.replaceState(window.history.state, "", pathname + search);
  email.value = new URLSearchParams(hash.slice(1)).get("email") ?? "";
  if (email.value !== "") password.focus();
}

/** As typed: a space may well be part of it. */
function passwordOf(form: FormData): string {
  const value = form.get("password");
  return typeof value === "string" ? value : "";
}
