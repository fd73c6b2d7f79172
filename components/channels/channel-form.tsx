"use client";

import { ChevronRight } from "lucide-react";
import { useState, type FormEvent, type ReactNode } from "react";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import type { Platform } from "@/lib/domain/channels/contract";
import type { ChannelDraft } from "./channel-draft";
import { LongText } from "./long-text";
import { PlatformFields } from "./platform-fields";
import { Tick } from "./tick";

interface ChannelFormProps {
  readonly platform: Platform;
  readonly initial: ChannelDraft;
  /** One that stands already is given fresh credentials in a dialog of its own. */
  readonly withCredentials: boolean;
  readonly error: unknown;
  readonly busy: boolean;
  /** What did not happen, where it was refused. */
  readonly failed: string;
  readonly verb: string;
  readonly cancel: ReactNode;
  readonly onSend: (draft: ChannelDraft) => void;
}

/** What can be said of a channel: what it must have first, what posts inherit from it behind a fold. */
export function ChannelForm({
  platform,
  initial,
  withCredentials,
  error,
  busy,
  failed,
  verb,
  cancel,
  onSend,
}: ChannelFormProps) {
  const [draft, setDraft] = useState(initial);
  const change = (patch: Partial<ChannelDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const fields = error instanceof ApiProblem ? error.fields : {};
  const wrong = (name: string) => fields[name]?.join(" ");
  const wrongIn = (group: string) => (name: string) => wrong(`${group}.${name}`);
  const wrongBehind = Object.keys(fields).some((name) => /^(default_|max_per_hour)/.test(name));
  const [unfolded, setUnfolded] = useState(!withCredentials);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSend(draft);
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-3.5">
      <Field label="Name" error={wrong("name")}>
        {(control) => (
          <Input
            {...control}
            ref={withCredentials ? focusOnce : undefined}
            value={draft.name}
            maxLength={80}
            placeholder="How the desk calls it"
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <PlatformFields
        fields={platform.fields.channel}
        draft={draft.settings}
        onChange={(settings) => change({ settings })}
        wrong={wrongIn("settings")}
      />
      {withCredentials && (
        <PlatformFields
          secret
          fields={platform.fields.credentials}
          draft={draft.credentials}
          onChange={(credentials) => change({ credentials })}
          wrong={wrongIn("credentials")}
        />
      )}
      <details
        open={unfolded || wrongBehind}
        onToggle={(event) => setUnfolded(event.currentTarget.open)}
        className="group rounded-m border px-3 py-2"
      >
        <summary className="flex list-none items-center gap-1.5 font-[550]">
          <ChevronRight aria-hidden size={14} className="transition-transform duration-120 group-open:rotate-90" />
          What posts inherit, and the cap
        </summary>
        <div className="space-y-3.5 pt-3 pb-1.5">
          <Tick
            checked={draft.isDefault}
            onChange={(isDefault) => change({ isDefault })}
            hint={`“${platform.name}” alone then means this channel.`}
          >
            The default on {platform.name}
          </Tick>
          <Field label="Caption" hint="For what brings none of its own." error={wrong("default_caption")}>
            {(control) => (
              <LongText
                {...control}
                value={draft.caption}
                maxLength={10_000}
                onChange={(event) => change({ caption: event.target.value })}
              />
            )}
          </Field>
          <PlatformFields
            fields={platform.fields.post}
            draft={draft.defaults}
            onChange={(defaults) => change({ defaults })}
            wrong={wrongIn("default_settings")}
          />
          <Field label="Attempts in an hour, at most" hint="Left empty, there is no cap." error={wrong("max_per_hour")}>
            {(control) => (
              <Input
                {...control}
                value={draft.cap}
                inputMode="numeric"
                autoComplete="off"
                className="w-28"
                onChange={(event) => change({ cap: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
      {error !== null && <ProblemState title={failed} reason={sentenceOf(error)} />}
      <DialogActions>
        {cancel}
        <Button type="submit" look="primary" busy={busy}>
          {verb}
        </Button>
      </DialogActions>
    </form>
  );
}

/** The form takes the place of a choice whose button had the focus. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
