"use client";

import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { EditDialog } from "./edit-dialog";
import { PauseDialog } from "./pause-dialog";
import { ReconnectDialog } from "./reconnect-dialog";
import { RemoveDialog } from "./remove-dialog";
import type { RetryCause } from "./use-retry-cause";

/** What is to be done with a channel, in a dialog. */
export interface ChannelTask {
  readonly what: "edit" | "pause" | "reconnect" | "remove";
  readonly channel: Channel;
}

interface ChannelDialogsProps {
  readonly task: ChannelTask;
  readonly platform: Platform;
  readonly retry: RetryCause | null;
  readonly onClose: () => void;
}

export function ChannelDialogs({ task: { what, channel }, platform, retry, onClose }: ChannelDialogsProps) {
  const shared = { channel, onClose };
  if (what === "edit") return <EditDialog {...shared} platform={platform} />;
  if (what === "pause") return <PauseDialog {...shared} />;
  if (what === "reconnect") return <ReconnectDialog {...shared} platform={platform} retry={retry} />;
  return <RemoveDialog {...shared} />;
}
