"use client";

import { usePlatforms } from "@/components/channels/use-channels";
import { sentenceOf } from "@/components/ui/api";
import { CheckList } from "@/components/ui/check-list";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChannelStatus } from "@/lib/domain/channels/contract";
import { platformName, useAllChannels } from "./use-all-channels";

interface ChooseChannelsProps {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly error?: string | undefined;
}

const STATUS_WORDS: Readonly<Record<ChannelStatus, string | null>> = {
  active: null,
  paused: "paused",
  needs_reconnecting: "needs reconnecting",
  disabled: "disabled",
};

/** Where it goes: every channel, with its platform, and how it is where it is not well. */
export function ChooseChannels({ values, onChange, error }: ChooseChannelsProps) {
  const channels = useAllChannels();
  const platforms = usePlatforms().data ?? [];
  if (channels.isError) {
    return (
      <ProblemState
        title="The channels could not be loaded."
        reason={sentenceOf(channels.error)}
        onRetry={() => void channels.refetch()}
      />
    );
  }
  if (!channels.data) return <Skeleton className="h-20 rounded-m" />;
  if (channels.data.length === 0)
    return <p className="text-ink-2">There is no channel yet. Connect one under Channels, then assign.</p>;
  return (
    <CheckList
      legend="Channels"
      values={values}
      onChange={onChange}
      error={error}
      options={channels.data.map(({ id, name, platform, status }) => ({
        value: id,
        label: (
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
            <span className="truncate">{name}</span>
            <span className="text-sm text-ink-3">{platformName(platforms, platform)}</span>
            {STATUS_WORDS[status] !== null && (
              <span className="text-sm font-[520] text-unconfirmed">{STATUS_WORDS[status]}</span>
            )}
          </span>
        ),
      }))}
    />
  );
}
