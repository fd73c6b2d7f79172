"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { z } from "zod";
import { usePerson } from "@/components/shell/person";
import { ApiProblem, sentenceOf, valueOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ProblemState } from "@/components/ui/problem-state";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import { countOf } from "@/components/ui/words";
import type { Reply } from "@/lib/core/reply";
import type { ChangePassword, PasswordChanged } from "@/lib/domain/access/contract";
import { PASSWORD_RULE, PasswordInput } from "@/components/ui/password-input";
import { useRefreshSessions } from "./use-sessions";

export type ChangePasswordAction = (
  input: z.input<typeof ChangePassword>,
  options: { readonly idempotencyKey: string },
) => Promise<Reply<z.infer<typeof PasswordChanged>>>;

/** `change` is the page's server action. */
export function ChangePasswordForm({ change }: { readonly change: ChangePasswordAction }) {
  const { email } = usePerson();
  const { nameOf, forget } = useSubmissionName();
  const refreshSessions = useRefreshSessions();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [shown, setShown] = useState(false);
  const send = useMutation({
    mutationFn: async (input: z.input<typeof ChangePassword>) =>
      valueOf(change(input, { idempotencyKey: nameOf(input) })),
    onSuccess: () => {
      forget();
      setCurrent("");
      setNext("");
      setShown(false);
      refreshSessions();
    },
  });
  const problem = send.error instanceof ApiProblem ? send.error : null;
  const wrongCurrent =
    problem?.code === "wrong_password" ? problem.detail : problem?.fields["current_password"]?.join(" ");
  const wrongNew = problem?.fields["new_password"]?.join(" ");

  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate({ current_password: current, new_password: next });
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-3.5 px-3.5 pb-3.5">
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={wrongCurrent}>
        {(control) => (
          <PasswordInput
            control={control}
            shown={shown}
            value={current}
            maxLength={128}
            autoComplete="current-password"
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field label="New password" hint={PASSWORD_RULE} error={wrongNew}>
        {(control) => (
          <PasswordInput
            control={control}
            shown={shown}
            onShow={setShown}
            value={next}
            maxLength={128}
            autoComplete="new-password"
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      {send.isError && wrongCurrent === undefined && wrongNew === undefined && (
        <ProblemState title="The password was not changed." reason={sentenceOf(send.error)} />
      )}
      <output className="block empty:hidden">
        {send.isSuccess && (
          <span className="flex animate-fade items-start gap-2 rounded-m bg-published-soft px-3 py-2.25 text-published">
            <CircleCheck aria-hidden size={16} strokeWidth={1.8} className="mt-px" />
            <span>
              <b className="font-semibold">The password is changed.</b>{" "}
              {send.data.sessions_ended === 0
                ? "You were signed in nowhere else."
                : `${countOf(send.data.sessions_ended, "other session")} ended.`}
            </span>
          </span>
        )}
      </output>
      <Button type="submit" busy={send.isPending}>
        Change password
      </Button>
    </form>
  );
}
