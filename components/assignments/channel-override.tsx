"use client";

import { useState } from "react";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import type { Override } from "./assign-request";
import { CaptionField } from "./caption-field";
import { PostFields } from "./post-fields";
import { MomentField } from "./when-field";

interface ChannelOverrideProps {
  readonly channel: Channel;
  readonly platform: Platform | undefined;
  readonly override: Override;
  readonly onChange: (override: Override) => void;
}

/** What is different on one channel, folded up until somebody wants it. */
export function ChannelOverride({ channel, platform, override, onChange }: ChannelOverrideProps) {
  const [open, setOpen] = useState(false);
  const differs = Object.values(override).some((value) => value !== null && value !== undefined);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-m border">
      <summary className="px-3 py-1.75 font-[520] select-none">
        Differently on {channel.name}
        {differs && <span className="ml-2 text-sm font-normal text-accent">changed</span>}
      </summary>
      {open && (
        <div className="space-y-3.5 border-t p-3">
          <CaptionField
            caption={override.caption ?? null}
            onChange={(caption) => onChange({ ...override, caption })}
            limit={platform && { length: platform.limits.caption_length, platform: platform.name }}
            empty="Left empty, as above."
          />
          <MomentField
            label="Another time here"
            at={override.at ?? null}
            onChange={(at) => onChange({ ...override, at })}
          />
          {platform && (
            <PostFields
              fields={platform.fields.post}
              settings={override.settings ?? {}}
              inherited={channel.default_settings}
              onChange={(settings) => onChange({ ...override, settings })}
            />
          )}
        </div>
      )}
    </details>
  );
}
