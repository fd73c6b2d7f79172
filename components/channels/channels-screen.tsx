"use client";

import { Antenna, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { NotYours } from "@/components/access/settings/not-yours";
import { PageHeader, PageTitle } from "@/components/shell/page-header";
import { useMay } from "@/components/shell/person";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemState } from "@/components/ui/problem-state";
import { useHotkeys } from "@/components/ui/use-hotkeys";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { scopeInWords } from "./channel-words";
import { ChannelsTable, ChannelsTableSkeleton } from "./channels-table";
import { ConnectDialog } from "./connect-dialog";
import { ThrowStopDialog } from "./stop-dialogs";
import { StopMenu } from "./stop-menu";
import { StopsBanner } from "./stops-banner";
import { useChannels, usePlatforms } from "./use-channels";
import { useStops } from "./use-stops";

export function ChannelsScreen() {
  if (!useMay("channels:read")) {
    return (
      <NotYours title="Channels are not shown to you.">Ask an admin of this desk for a role that sees them.</NotYours>
    );
  }
  return <Channels />;
}

/** Where videos can go out, and how each of them fares; the kill switches stand above. */
function Channels() {
  const channels = useChannels();
  const stops = useStops();
  const platforms = usePlatforms().data ?? [];
  const may = useMay("channels:write");
  const [connecting, setConnecting] = useState(false);
  const [stopping, setStopping] = useState<string | null>(null);
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const connect = () => setConnecting(true);
  useHotkeys({ n: () => (may ? connect() : false) });
  const items = channels.data?.pages.flatMap((page) => page.items);

  return (
    <>
      <PageHeader>
        <PageTitle>Channels</PageTitle>
        <span className="flex-1" />
        {may && stops.data && <StopMenu platforms={platforms} stops={stops.data} onChoose={setStopping} />}
        {may && (
          <Button look="primary" icon={Plus} onClick={connect}>
            Connect
          </Button>
        )}
      </PageHeader>
      <StopsBanner stops={stops} platforms={platforms} />
      {channels.isError && (
        <ProblemState
          title={items ? "This list could not be refreshed." : "The channels could not be loaded."}
          reason={sentenceOf(channels.error)}
          onRetry={() => void channels.refetch()}
          className="mx-4 mt-3 wide:mx-5"
        />
      )}
      <div ref={rows}>
        {channels.isPending && <ChannelsTableSkeleton />}
        {items && items.length > 0 && <ChannelsTable channels={items} platforms={platforms} />}
      </div>
      {items?.length === 0 && <NoChannelsYet {...(may && { onConnect: connect })} />}
      {channels.hasNextPage && (
        <div className="flex justify-center py-4">
          <Button busy={channels.isFetchingNextPage} onClick={() => void channels.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {connecting && <ConnectDialog onClose={() => setConnecting(false)} />}
      {stopping !== null && (
        <ThrowStopDialog scope={stopping} where={scopeInWords(stopping, platforms)} onClose={() => setStopping(null)} />
      )}
    </>
  );
}

function NoChannelsYet({ onConnect }: { readonly onConnect?: () => void }) {
  return (
    <EmptyState icon={Antenna} title="No channels yet.">
      {onConnect ? (
        <>
          <p>A feed needs no account: make one in ten seconds.</p>
          <Button look="primary" icon={Plus} onClick={onConnect}>
            Connect a channel
          </Button>
        </>
      ) : (
        <p>A manager of this desk connects them.</p>
      )}
    </EmptyState>
  );
}
