import Link from "next/link";
import type { ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { Skeleton } from "@/components/ui/skeleton";
import { ROOMY, Table, Td, Th, WIDE } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { countOf } from "@/components/ui/words";
import type { Channel, Platform } from "@/lib/domain/channels/contract";
import { capInWords, STATUS_WORDS } from "./channel-words";

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <Table>
      <thead>
        <tr>
          <Th className="top-13.5 pl-4 max-wide:static wide:pl-5">Channel</Th>
          <Th className={`top-13.5 ${WIDE}`}>Health</Th>
          <Th className={`top-13.5 ${WIDE}`}>Status</Th>
          <Th className={`top-13.5 text-right ${WIDE}`}>Pending</Th>
          <Th className={`top-13.5 text-right ${ROOMY}`}>Cap</Th>
          <Th className={`top-13.5 pr-5 text-right ${WIDE}`}>Last tested</Th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  );
}

interface ChannelsTableProps {
  readonly channels: readonly Channel[];
  readonly platforms: readonly Platform[];
}

export function ChannelsTable({ channels, platforms }: ChannelsTableProps) {
  const nameOf = (id: string) => platforms.find((platform) => platform.id === id)?.name ?? id;
  return (
    <Frame>
      {channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} platform={nameOf(channel.platform)} />
      ))}
    </Frame>
  );
}

function ChannelRow({ channel, platform }: { readonly channel: Channel; readonly platform: string }) {
  const { id, name, status, health, pending, max_per_hour: cap, checked_at: checkedAt } = channel;
  return (
    <tr
      data-row
      className="group relative scroll-mt-24 scroll-mb-16 outline-2 -outline-offset-2 outline-transparent transition-colors duration-120 hover:bg-ink/3 has-[a[data-open]:focus-visible]:bg-accent-soft has-[a[data-open]:focus-visible]:outline-accent"
    >
      <Td className="max-w-0 py-2.5 pl-4 align-top wide:w-1/4 wide:pl-5">
        <Link
          href={`/desk/channels/${id}`}
          data-open
          className="block truncate font-[570] outline-none after:absolute after:inset-0"
        >
          {name}
        </Link>
        <span className="block truncate text-ink-2">
          {platform}
          {channel.is_default && " · the default there"}
        </span>
        <span className="mt-1.5 block space-y-1 wide:hidden">
          <Health channel={channel} />
          <span className="block text-sm text-ink-3">
            {countOf(pending, "pending", "pending")} · {capInWords(cap)} · <Tested at={checkedAt} />
          </span>
        </span>
      </Td>
      <Td className={`py-2.5 align-top ${WIDE}`}>
        <Health channel={channel} />
      </Td>
      <Td className={`py-2.5 align-top whitespace-nowrap text-ink-2 ${WIDE}`}>{STATUS_WORDS[status]}</Td>
      <Td className={`py-2.5 text-right align-top tabular-nums ${pending === 0 ? "text-ink-3" : ""} ${WIDE}`}>
        {pending.toLocaleString("en")}
      </Td>
      <Td className={`py-2.5 text-right align-top whitespace-nowrap text-ink-2 ${ROOMY}`}>{capInWords(cap)}</Td>
      <Td className={`py-2.5 pr-5 text-right align-top whitespace-nowrap text-ink-2 ${WIDE}`}>
        {checkedAt === null ? <span className="text-ink-3">never</span> : <Time value={checkedAt} />}
        {health !== "broken" && channel.check_trouble !== null && (
          <span className="block text-sm text-unconfirmed">found trouble</span>
        )}
      </Td>
    </tr>
  );
}

function Health({ channel: { health, health_sentence: sentence } }: { readonly channel: Channel }) {
  return (
    <span className="block">
      <StateChip state={health} />
      <span className="mt-0.5 block max-w-md text-sm wrap-anywhere text-ink-2">{sentence}</span>
    </span>
  );
}

function Tested({ at }: { readonly at: string | null }) {
  if (at === null) return <>never tested</>;
  return (
    <>
      tested <Time value={at} />
    </>
  );
}

export function ChannelsTableSkeleton() {
  return (
    <Frame>
      {[0, 1, 2, 3].map((at) => (
        <tr key={at}>
          <Td className="py-2.5 pl-4 wide:w-1/4 wide:pl-5">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="mt-1.5 h-3.5 w-20" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-[21px] w-16 rounded-full" />
            <Skeleton className="mt-1.5 h-3 w-48" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="h-3.5 w-14" />
          </Td>
          <Td className={WIDE}>
            <Skeleton className="ml-auto h-3.5 w-6" />
          </Td>
          <Td className={ROOMY}>
            <Skeleton className="ml-auto h-3.5 w-16" />
          </Td>
          <Td className={`pr-5 ${WIDE}`}>
            <Skeleton className="ml-auto h-3.5 w-16" />
          </Td>
        </tr>
      ))}
    </Frame>
  );
}
