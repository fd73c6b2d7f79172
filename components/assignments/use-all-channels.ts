"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/ui/api";
import type { Channel, ChannelPage, Platform } from "@/lib/domain/channels/contract";

/** Every channel there is; a desk has few enough of them to be read at once. */
export function useAllChannels() {
  return useQuery({ queryKey: ["channels", "all"], queryFn: ({ signal }) => allChannels(signal) });
}

async function allChannels(signal: AbortSignal): Promise<readonly Channel[]> {
  const found: Channel[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: "100", ...(cursor !== null && { cursor }) }).toString();
    // Each page names the next.
    // oxlint-disable-next-line eslint/no-await-in-loop
    const page: ChannelPage = await api<ChannelPage>(`/api/v1/channels?${query}`, { signal });
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

/** What people call a platform; its id where the desk no longer knows it. */
export function platformName(platforms: readonly Platform[], id: string): string {
  return platforms.find((platform) => platform.id === id)?.name ?? id;
}
