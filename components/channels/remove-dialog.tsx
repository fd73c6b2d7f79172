"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemState } from "@/components/ui/problem-state";
import { countOf } from "@/components/ui/words";
import type { Channel } from "@/lib/domain/channels/contract";
import { useRemoveChannel } from "./use-channels";

/** Asks for the channel's name before it goes, and says what goes with it. */
export function RemoveDialog({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const router = useRouter();
  const remove = useRemoveChannel();
  const [typed, setTyped] = useState("");
  const named = typed.trim() === channel.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!named) return;
    remove.mutate(channel, {
      onSuccess({ cancelled }) {
        toast.success(`${channel.name} is removed`, {
          ...(cancelled > 0 && { description: `${cancelled.toLocaleString("en")} still to go out were cancelled.` }),
        });
        router.push("/desk/channels");
      },
    });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      role="alertdialog"
      title={`Remove “${channel.name}”?`}
      description={
        <>
          <b className="font-[570]">{pendingInWords(channel.pending)}</b> {afterwardsInWords(channel)}
        </>
      }
    >
      <form noValidate onSubmit={submit} className="space-y-3.5">
        <Field label="Type its name to go on" hint={channel.name}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {remove.isError && <ProblemState title="The channel was not removed." reason={sentenceOf(remove.error)} />}
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" look="danger" busy={remove.isPending} disabled={!named || remove.isPending}>
            Remove channel
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function pendingInWords(pending: number): string {
  if (pending === 0) return "Nothing on it is still to go out.";
  return `${countOf(pending, "video")} still to go out on it ${pending === 1 ? "is" : "are"} cancelled.`;
}

function afterwardsInWords({ feed_url: feedUrl, has_credentials: signsIn }: Channel): string {
  if (feedUrl !== null) return "Its addresses, and the pages to watch its videos, answer no more.";
  return `What it has published stays where it is.${signsIn ? " What it signs in with is forgotten." : ""}`;
}
