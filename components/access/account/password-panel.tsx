"use client";

import { sentenceOf } from "@/components/ui/api";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ChangePasswordForm, type ChangePasswordAction } from "./change-password-form";
import { useAccount } from "./use-account";

interface PasswordPanelProps {
  readonly change: ChangePasswordAction;
  /** Where people may sign in besides the desk's own form. */
  readonly provider: { readonly label: string } | null;
}

/** One's own password, or where it is kept instead. */
export function PasswordPanel({ change, provider }: PasswordPanelProps) {
  const { data, error, isPending, refetch } = useAccount();
  return (
    <Panel title="Password">
      {data?.has_password === true && <ChangePasswordForm change={change} />}
      {data?.has_password === false && (
        <div className="space-y-1.5 px-3.5 pb-3.5 text-ink-2">
          <p>
            {provider
              ? `You sign in with ${provider.label}. Your password is kept there, and that is where you change it.`
              : "There is no password of yours on this desk: you came in through a sign-in elsewhere."}
          </p>
          <p>To sign in here with e-mail and password as well, ask an admin for a link.</p>
        </div>
      )}
      {isPending && (
        <div aria-busy="true" className="space-y-3.5 px-3.5 pb-3.5">
          <Skeleton className="h-7.5" />
          <Skeleton className="h-7.5" />
        </div>
      )}
      {error && !data && (
        <ProblemState
          title="What is known of your password could not be loaded."
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
          className="m-3.5 mt-0"
        />
      )}
    </Panel>
  );
}
