"use client";

import { Antenna, ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { ApiProblem, sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { ChannelActions } from "./channel-actions";
import { ChannelDialogs, type ChannelTask } from "./channel-dialogs";
import { FailedNotice } from "./failed-notice";
import { FeedPanel } from "./feed-panel";
import { SettingsPanel } from "./settings-panel";
import { SignInPanel } from "./sign-in-panel";
import { StandingPanel } from "./standing-panel";
import { StopsBanner } from "./stops-banner";
import { useChannel, usePlatforms, useTestChannel } from "./use-channels";
import { useRetryCause } from "./use-retry-cause";
import { useStops } from "./use-stops";

/** One channel: how it fares, what it is set to, and everything that can be done with it. */
export function ChannelScreen({ id }: { readonly id: string }) {
  const { data: channel, error, refetch } = useChannel(id);
  const platforms = usePlatforms();
  const name = channel?.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Marquee`;
  }, [name]);

  const platform = platforms.data?.find((one) => one.id === channel?.platform);
  const failed = error ?? platforms.error;
  if (error instanceof ApiProblem && error.status === 404) return <NoSuchChannel />;
  if (channel && platform) {
    return (
      <Body
        channel={channel}
        platform={platform}
        platforms={platforms.data ?? []}
        stale={error}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <>
      <PageHeader>
        <Back />
        <h1 className="sr-only">Channel</h1>
        <Skeleton className="h-4 w-56" />
      </PageHeader>
      {failed ? (
        <ProblemState
          title="The channel could not be loaded."
          reason={sentenceOf(failed)}
          onRetry={() => void Promise.all([refetch(), platforms.refetch()])}
          className="mx-4 mt-4 wide:mx-5"
        />
      ) : (
        <div aria-hidden className={COLUMNS}>
          <Skeleton className="h-58 rounded-l" />
          <Skeleton className="h-48 rounded-l" />
        </div>
      )}
    </>
  );
}

const COLUMNS = "grid items-start gap-4 p-4 wide:p-5 roomy:grid-cols-[minmax(0,1fr)_25rem]";

interface BodyProps {
  readonly channel: Channel;
  readonly platform: Platform;
  readonly platforms: readonly Platform[];
  /** Why what is shown could not be refreshed. */
  readonly stale: Error | null;
  readonly onRetry: () => void;
}

function Body({ channel, platform, platforms, stale, onRetry }: BodyProps) {
  const may = useMay("channels:write");
  const stops = useStops();
  const test = useTestChannel();
  const retry = useRetryCause(channel.id);
  // With the channel as it stood when the dialog was asked for: what changes meanwhile is noticed by its revision.
  const [task, setTask] = useState<ChannelTask | null>(null);
  const ask = (what: ChannelTask["what"]) => setTask({ what, channel });
  const mayReconnect = may && platform.fields.credentials.length > 0;

  return (
    <>
      <PageHeader>
        <Back />
        <PageTitle>{channel.name}</PageTitle>
        <StateChip state={channel.health} />
        <span className="flex-1" />
        {may && <ChannelActions channel={channel} test={test} onAsk={ask} />}
      </PageHeader>
      <StopsBanner stops={stopsOf(stops, channel.platform)} platforms={platforms} />
      {stale && (
        <ProblemState
          title="This page could not be refreshed."
          reason={sentenceOf(stale)}
          onRetry={onRetry}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      <FailedNotice channel={channel} retry={retry} {...(mayReconnect && { onReconnect: () => ask("reconnect") })} />
      <div className={COLUMNS}>
        <div className="min-w-0 space-y-4">
          <StandingPanel channel={channel} test={test} />
          {channel.feed_url !== null && <FeedPanel feedUrl={channel.feed_url} />}
        </div>
        <div className="min-w-0 space-y-4">
          {platform.fields.credentials.length > 0 && (
            <SignInPanel channel={channel} {...(mayReconnect && { onReconnect: () => ask("reconnect") })} />
          )}
          <SettingsPanel channel={channel} platform={platform} {...(may && { onEdit: () => ask("edit") })} />
        </div>
      </div>
      {task && <ChannelDialogs task={task} platform={platform} retry={retry} onClose={() => setTask(null)} />}
    </>
  );
}

/** Of the thrown switches those that hold this channel up. */
function stopsOf(stops: ReturnType<typeof useStops>, platform: string): ReturnType<typeof useStops> {
  if (!stops.data) return stops;
  return { ...stops, data: stops.data.filter(({ scope }) => scope === "all" || scope === `platform:${platform}`) };
}

function Back() {
  return (
    <Button look="ghost" size="icon" asChild className="-ml-1.5">
      <Link href="/desk/channels" aria-label="All channels" title="All channels">
        <ChevronLeft aria-hidden size={17} strokeWidth={1.8} />
      </Link>
    </Button>
  );
}

function NoSuchChannel() {
  return (
    <>
      <PageHeader>
        <PageTitle>Channel</PageTitle>
      </PageHeader>
      <EmptyState icon={Antenna} title="There is no such channel on the desk.">
        <p>It may have been removed, or the address is cut short.</p>
        <Button asChild>
          <Link href="/desk/channels">All channels</Link>
        </Button>
      </EmptyState>
    </>
  );
}
