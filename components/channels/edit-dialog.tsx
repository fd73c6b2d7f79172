"use client";

import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { changesOf, draftOf, type ChannelDraft } from "./channel-draft";
import { ChannelForm } from "./channel-form";
import { useEditChannel } from "./use-channels";

interface EditDialogProps {
  readonly channel: Channel;
  readonly platform: Platform;
  readonly onClose: () => void;
}

export function EditDialog({ channel, platform, onClose }: EditDialogProps) {
  const edit = useEditChannel(channel);

  function send(draft: ChannelDraft) {
    const changes = changesOf(draft, platform, channel);
    if (Object.keys(changes).length === 0) return onClose();
    return edit.mutate(changes, {
      onSuccess({ name }) {
        toast.success(`${name} is saved`);
        onClose();
      },
    });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Edit “${channel.name}”`}
      description="What posts inherit reaches those that are still to go out, until they are prepared."
      className="max-w-lg"
    >
      <ChannelForm
        platform={platform}
        initial={draftOf(channel, platform)}
        withCredentials={false}
        error={edit.error}
        busy={edit.isPending}
        failed="The channel was not changed."
        verb="Save"
        cancel={
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
        }
        onSend={send}
      />
    </Dialog>
  );
}
