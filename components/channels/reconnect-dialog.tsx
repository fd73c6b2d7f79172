"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { ProblemState } from "@/components/ui/problem-state";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { credentialsOf } from "./channel-draft";
import { newSigningSecret, signsWithSecret } from "./channel-words";
import { fieldDraftOf, valuesOf, type FieldDraft, type PlatformField } from "./field-draft";
import { ShownOnce } from "./made-channel";
import { PlatformFields } from "./platform-fields";
import { useEditChannel } from "./use-channels";
import type { RetryCause } from "./use-retry-cause";

interface ReconnectDialogProps {
  readonly channel: Channel;
  readonly platform: Platform;
  readonly retry: RetryCause | null;
  readonly onClose: () => void;
}

/** Gives a channel fresh credentials; what failed for want of them goes out again at once. */
export function ReconnectDialog({ channel, platform, retry, onClose }: ReconnectDialogProps) {
  const edit = useEditChannel(channel);
  const [credentials, setCredentials] = useState<FieldDraft>({});
  const [settings, setSettings] = useState(fieldDraftOf(platform.fields.channel, channel.settings));
  const [made, setMade] = useState<string | null>(null);
  const signs = signsWithSecret(platform.id);
  const disabled = channel.status === "disabled";
  const works = channel.status === "active" || channel.status === "paused";
  const fields = edit.error instanceof ApiProblem ? edit.error.fields : {};
  const wrongIn = (group: string) => (name: string) => fields[`${group}.${name}`]?.join(" ");

  function make() {
    const secret = newSigningSecret();
    setMade(secret);
    setCredentials({ ...credentials, secret });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const changes = {
      ...(disabled && { settings: valuesOf(platform.fields.channel, settings, channel.settings) }),
      ...credentialsOf(credentials, platform),
    };
    edit.mutate("credentials" in changes || disabled ? changes : { credentials: {} }, {
      onSuccess({ name }) {
        toast.success(works ? `${name} has a new ${signs ? "secret" : "sign-in"}` : `${name} is connected again`);
        retry?.run();
        onClose();
      },
    });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={signs && works ? `A new secret for “${channel.name}”` : `Reconnect “${channel.name}”`}
      description={
        signs
          ? "The desk signs with the new secret and, for a day, with the former one too: the receiver has that long to follow."
          : "Fresh credentials take the place of those there are. They are kept sealed and never shown again."
      }
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        {disabled && (
          <PlatformFields
            fields={platform.fields.channel}
            draft={settings}
            onChange={setSettings}
            wrong={wrongIn("settings")}
          />
        )}
        <PlatformFields
          secret
          fields={signs ? platform.fields.credentials.map(wanted) : platform.fields.credentials}
          draft={credentials}
          onChange={setCredentials}
          wrong={wrongIn("credentials")}
        />
        {signs &&
          (made !== null && credentials["secret"] === made ? (
            <div>
              <ShownOnce secret={made} />
              <p className="mt-1 text-sm text-ink-3">Copy it now: once it is saved it is never shown again.</p>
            </div>
          ) : (
            <Button size="s" onClick={make}>
              Make one
            </Button>
          ))}
        {edit.isError && <ProblemState title="The channel was not changed." reason={sentenceOf(edit.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={edit.isPending}>
            {verbOf({ works, signs, retry })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** A first secret may be left out, and the desk makes one; a second one has to be given. */
const wanted = (field: PlatformField) => ({ ...field, hint: "whsec_ and base64; or have one made." });

function verbOf({ works, signs, retry }: { works: boolean; signs: boolean; retry: RetryCause | null }): string {
  if (retry) return `Reconnect and retry ${retry.count}`;
  return works && signs ? "Use the new secret" : "Reconnect";
}
