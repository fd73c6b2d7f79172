"use client";

import { Hourglass, KeyRound, PlugZap } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { Channel } from "@/lib/domain/channels/contract";
import { endingInWords, signsWithSecret } from "./channel-words";

interface SignInPanelProps {
  readonly channel: Channel;
  readonly onReconnect?: () => void;
}

/** What a channel signs in or signs with: kept and never shown, how long it lasts, and the way to fresh ones. */
export function SignInPanel({ channel, onReconnect }: SignInPanelProps) {
  const now = useNow();
  const signs = signsWithSecret(channel.platform);
  const ending = endingInWords(channel, now);
  const works = channel.status === "active" || channel.status === "paused";
  return (
    <Panel
      title={signs ? "Signing secret" : "Sign-in"}
      actions={
        onReconnect && (
          <Button
            size="s"
            icon={signs && works ? KeyRound : PlugZap}
            look={works && ending === null ? "plain" : "primary"}
            onClick={onReconnect}
          >
            {signs && works ? "New secret" : "Reconnect"}
          </Button>
        )
      }
    >
      <div className="space-y-2 px-3.5 pb-3.5 text-ink-2">
        {ending !== null && (
          <p className="flex items-center gap-1.5 text-unconfirmed">
            <Hourglass aria-hidden size={14} strokeWidth={1.8} />
            <b className="font-[570]">{ending}</b>
          </p>
        )}
        <p>
          {channel.has_credentials ? "Kept sealed, and never shown again." : "There is none: connect it to go on."}{" "}
          {channel.credentials_expire_at !== null && ending === null && (
            <>
              It ends <Time value={channel.credentials_expire_at} />.
            </>
          )}
        </p>
        {signs && (
          <p>
            Once it is given a new one, messages carry the signatures of both for a day, so the receiver can follow.
          </p>
        )}
      </div>
    </Panel>
  );
}
