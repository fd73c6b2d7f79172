"use client";

import Link from "next/link";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { PasswordLinkHolder } from "@/lib/domain/access/contract";
import { DoorAlert } from "./door-alert";
import { DoorFrame } from "./door-frame";
import { NeedsScripts } from "./needs-scripts";
import { readPasswordLink, takeToken } from "./password-link";
import { SetPasswordForm } from "./set-password-form";

type Stage =
  | { readonly at: "reading" }
  | { readonly at: "asking"; readonly token: string; readonly holder: PasswordLinkHolder }
  | { readonly at: "done"; readonly email: string }
  | { readonly at: "refused"; readonly token: string; readonly error: ApiProblem };

const WIDE_BUTTON = "h-8.5 w-full justify-center";
const NO_TOKEN = new ApiProblem({
  status: 404,
  code: "no_token",
  detail: "The address is cut short: its last part is missing.",
});

/** Where a link from an invitation or a reset leads: whose it is, a password, and on to the sign-in. */
export function SetPasswordScreen() {
  const [stage, setStage] = useState<Stage>({ at: "reading" });
  const taken = useRef("");
  const read = useCallback(async (token: string) => {
    setStage({ at: "reading" });
    try {
      if (token === "") throw NO_TOKEN;
      setStage({ at: "asking", token, holder: await readPasswordLink(token) });
    } catch (error) {
      setStage({ at: "refused", token, error: problemOf(error) });
    }
  }, []);

  useEffect(() => {
    const begin = () => {
      // A second run, as React's strict mode has it, finds the address cleaned already.
      taken.current = takeToken() || taken.current;
      void read(taken.current);
    };
    begin();
    // Another link pasted into the same tab changes the fragment alone: the page is not loaded anew.
    window.addEventListener("hashchange", begin);
    return () => window.removeEventListener("hashchange", begin);
  }, [read]);

  if (stage.at === "reading") return <Reading />;
  if (stage.at === "done") return <Done email={stage.email} />;
  if (stage.at === "refused") return <Refused error={stage.error} onRetry={() => void read(stage.token)} />;

  const { token, holder } = stage;
  const invited = holder.purpose === "invitation";
  return (
    <DoorFrame
      title={invited ? `Welcome, ${holder.name}` : "Set a new password"}
      lead={
        <>
          {invited ? "Choose a password. You sign in with it as " : `For ${holder.name}, `}
          <b className="font-[550] wrap-anywhere text-ink">{holder.email}</b>.
        </>
      }
    >
      <SetPasswordForm
        token={token}
        holder={holder}
        onDone={(email) => setStage({ at: "done", email })}
        onRefused={(error) => setStage({ at: "refused", token, error })}
      />
    </DoorFrame>
  );
}

function Reading() {
  return (
    <DoorFrame title="Set a password" lead={<span className="noscript:hidden">Looking at your link…</span>}>
      <NeedsScripts />
      <div className="space-y-3.5 noscript:hidden">
        <Skeleton className="h-8.5" />
        <Skeleton className="h-8.5" />
        <Skeleton className="h-8.5" />
      </div>
    </DoorFrame>
  );
}

function Done({ email }: { readonly email: string }) {
  return (
    <DoorFrame title="Your password is set" lead="The link has done its work. Sign in with the new password.">
      <Link
        href={`/sign-in#${new URLSearchParams({ email }).toString()}`}
        ref={focus}
        className={cn(buttonClass({ look: "primary" }), WIDE_BUTTON)}
      >
        Sign in
      </Link>
    </DoorFrame>
  );
}

/** The link is worth nothing any more, or the desk could not say whether it is. */
function Refused({ error, onRetry }: { readonly error: ApiProblem; readonly onRetry: () => void }) {
  const unsure = error.status === 0 || error.status === 429 || error.status >= 500;
  return (
    <DoorFrame title={unsure ? "This link could not be checked" : "This link does not work"}>
      <div className="space-y-3.5">
        <DoorAlert message={sentenceOf(error)} />
        {unsure ? (
          <Button look="primary" onClick={onRetry} className={WIDE_BUTTON}>
            Try again
          </Button>
        ) : (
          <>
            <p className="text-ink-2">
              A link works once and for a while, and a newer one replaces it. If you have set your password already,
              sign in with it.
            </p>
            <p className="text-ink-2">
              Invited, and no password yet? Only an admin of this desk can make you a new invitation: ask the one who
              invited you.
            </p>
            <Link href="/sign-in" className={cn(buttonClass({ look: "primary" }), WIDE_BUTTON)}>
              Sign in
            </Link>
            <Link href="/forgot-password" className={cn(buttonClass(), WIDE_BUTTON)}>
              Forgot your password?
            </Link>
          </>
        )}
      </div>
    </DoorFrame>
  );
}

function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem
    ? error
    : new ApiProblem({ status: 500, code: "unknown", detail: sentenceOf(error) });
}

/** What was there has gone: the focus goes on to the one thing that is left to do. */
function focus(link: HTMLAnchorElement | null): void {
  link?.focus();
}
