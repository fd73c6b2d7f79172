"use client";

import { CirclePause, Ellipsis, Pencil, Play, Radio, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import type { Channel } from "@/lib/domain/channels/contract";
import { CHANNEL_MOVES } from "@/lib/domain/channels/lifecycle";
import type { ChannelTask } from "./channel-dialogs";
import { useResumeChannel, type useTestChannel } from "./use-channels";

interface ChannelActionsProps {
  readonly channel: Channel;
  readonly test: ReturnType<typeof useTestChannel>;
  readonly onAsk: (what: ChannelTask["what"]) => void;
}

/** What can be done with a channel, drawn from the moves that its status leaves. */
export function ChannelActions({ channel, test, onAsk }: ChannelActionsProps) {
  const resume = useResumeChannel();
  const can = (move: "pause" | "resume") => (CHANNEL_MOVES[move].from as readonly string[]).includes(channel.status);
  return (
    <div className="flex gap-2 max-wide:w-full">
      <Button icon={Radio} busy={test.isPending} onClick={() => test.mutate(channel)}>
        Test
      </Button>
      {can("resume") && (
        <Button icon={Play} look="primary" busy={resume.isPending} onClick={() => resume.mutate(channel)}>
          Resume
        </Button>
      )}
      {can("pause") && (
        <Button icon={CirclePause} onClick={() => onAsk("pause")}>
          Pause
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button look="ghost" size="icon" aria-label={`What else can be done with ${channel.name}`}>
            <Ellipsis aria-hidden size={16} />
          </Button>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => onAsk("edit")}>
          Rename or edit…
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} onSelect={() => onAsk("remove")}>
          Remove…
        </MenuItem>
      </Menu>
    </div>
  );
}
