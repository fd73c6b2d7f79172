"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { NewChannel, Platform } from "@/lib/domain/channels/contract";
import { newChannelOf, newDraft, type ChannelDraft } from "./channel-draft";
import { ChannelForm } from "./channel-form";
import { MadeChannel } from "./made-channel";
import { PlatformChoice } from "./platform-choice";
import { useConnectChannel, usePlatforms } from "./use-channels";

/** Connects a channel in up to three steps: its platform, what that wants to know, and what there is to hand over. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const platforms = usePlatforms();
  const connect = useConnectChannel();
  const [platform, setPlatform] = useState<Platform | null>(null);
  const [made, setMade] = useState<NewChannel | null>(null);

  function send(chosen: Platform, draft: ChannelDraft) {
    const body = newChannelOf(draft, chosen);
    connect.mutate(body, {
      onSuccess(channel) {
        const secretIsDue = channel.has_credentials && !("credentials" in body);
        if (channel.feed_url !== null || secretIsDue) return setMade(channel);
        toast.success(`${channel.name} is connected`, { description: "Test it to see whether it works." });
        return onClose();
      },
    });
  }

  const { title, description } = wordsOf(platform, made);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      role={made?.secret ? "alertdialog" : "dialog"}
      title={title}
      description={description}
      className="max-w-lg"
    >
      {made && <MadeChannel made={made} onDone={onClose} />}
      {!made && platform && (
        <ChannelForm
          platform={platform}
          initial={newDraft(platform)}
          withCredentials
          error={connect.error}
          busy={connect.isPending}
          failed="Nothing was connected."
          verb={`Connect ${platform.name}`}
          cancel={
            <Button
              look="ghost"
              onClick={() => {
                connect.reset();
                setPlatform(null);
              }}
            >
              Another platform
            </Button>
          }
          onSend={(draft) => send(platform, draft)}
        />
      )}
      {!made && !platform && <PlatformChoice platforms={platforms} onChoose={setPlatform} />}
    </Dialog>
  );
}

function wordsOf(platform: Platform | null, made: NewChannel | null) {
  if (made?.feed_url) {
    return {
      title: `${made.name} is ready`,
      description: "Whoever has one of these addresses can subscribe. You find them again on the channel's page.",
    };
  }
  if (made) {
    return {
      title: "Copy the secret now",
      description:
        "The receiver checks with it that a message comes from this desk. It is shown this once and never read back.",
    };
  }
  if (platform) return { title: `Connect ${platform.name}`, description: platform.summary };
  return { title: "Connect a channel", description: "A channel is one account on one platform." };
}
