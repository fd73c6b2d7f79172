"use client";

import { Mail, Webhook } from "lucide-react";
import { useState, type FormEvent } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { Segmented } from "@/components/ui/segmented";
import { KindsField } from "./kinds-field";
import { QuietHoursField } from "./quiet-hours-field";
import type { RouteDraft } from "./route-draft";

interface RouteFormProps {
  readonly initial: RouteDraft;
  /** Whether mail or webhook can still be chosen. */
  readonly way: "open" | "fixed";
  /** What may be seen of the address that is kept. */
  readonly shownUrl?: string | null;
  readonly error: unknown;
  readonly busy: boolean;
  /** What did not happen, where it was refused. */
  readonly failed: string;
  readonly verb: string;
  readonly onCancel: () => void;
  readonly onSend: (draft: RouteDraft) => void;
}

const WAYS = [
  { value: "email", word: "E-mail", icon: Mail },
  { value: "webhook", word: "Webhook", icon: Webhook },
] as const;

/** A route's fields, with what is wrong beside each of them. */
export function RouteForm({ initial, way, shownUrl, error, busy, failed, verb, onCancel, onSend }: RouteFormProps) {
  const [draft, setDraft] = useState(initial);
  const change = (patch: Partial<RouteDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const fields = error instanceof ApiProblem ? error.fields : {};
  const wrong = (name: string) => fields[name]?.join(" ");
  const kept = way === "fixed";

  function submit(event: FormEvent) {
    event.preventDefault();
    onSend(draft);
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-3.5">
      {!kept && (
        <Segmented
          label="Way"
          value={draft.way}
          options={WAYS}
          onChange={(next) => change({ way: next })}
          className="flex w-full"
        />
      )}
      <Field label="Name" error={wrong("name")}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={80}
            placeholder="The operators"
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      {draft.way === "email" ? (
        <Field
          label="E-mail"
          error={wrong("email")}
          hint="What comes together goes in one mail, one in five minutes at most."
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              value={draft.email}
              maxLength={254}
              autoComplete="off"
              onChange={(event) => change({ email: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <Field
            label="Address"
            error={wrong("url")}
            hint={kept ? `Kept: ${shownUrl ?? ""}` : "https on a public address. One message for each alert."}
          >
            {(control) => (
              <Input
                {...control}
                type="url"
                value={draft.url}
                maxLength={4096}
                placeholder="https://"
                autoComplete="off"
                onChange={(event) => change({ url: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Secret"
            error={wrong("secret")}
            hint={kept ? "Left empty, the present one stays." : "Left empty, the desk makes one and shows it once."}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.secret}
                placeholder="whsec_…"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change({ secret: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
      <KindsField kinds={draft.kinds} onChange={(kinds) => change({ kinds })} error={wrong("kinds")} />
      <QuietHoursField draft={draft} onChange={change} wrong={(name) => wrong(`quiet_hours.${name}`)} />
      {error !== null && <ProblemState title={failed} reason={sentenceOf(error)} />}
      <DialogActions>
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={busy}>
          {verb}
        </Button>
      </DialogActions>
    </form>
  );
}
