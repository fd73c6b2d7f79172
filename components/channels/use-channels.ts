"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { api, ApiProblem, sentenceOf } from "@/components/ui/api";
import { useSubmissionName } from "@/components/ui/use-submission-name";
import { SECOND } from "@/lib/core/time";
import type { AssignmentPage } from "@/lib/domain/assignments/contract";
import type { Channel, ChannelPage, ChannelTest, NewChannel, Platform } from "@/lib/domain/channels/contract";

const CHANNELS = ["channels"];
const PLATFORMS = ["platforms"];
/** A channel changes by itself when a platform lets go of it. */
const LOOK_EVERY = 10 * SECOND;
const PAGE = 100;

const addressOf = ({ id }: Pick<Channel, "id">) => `/api/v1/channels/${id}`;

export function useChannels() {
  return useInfiniteQuery({
    queryKey: [...CHANNELS, "list"],
    queryFn: ({ pageParam, signal }) =>
      api<ChannelPage>(
        `/api/v1/channels?${new URLSearchParams({ limit: String(PAGE), ...(pageParam && { cursor: pageParam }) }).toString()}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: LOOK_EVERY,
  });
}

export function useChannel(id: string) {
  return useQuery({
    queryKey: [...CHANNELS, "one", id],
    queryFn: ({ signal }) => api<Channel>(`/api/v1/channels/${id}`, { signal }),
    refetchInterval: LOOK_EVERY,
    // One that was removed stays away: asking again would change nothing.
    retry: (count, error) => count < 3 && !(error instanceof ApiProblem && error.status === 404),
  });
}

/** Every platform that channels can be connected on; these change with a release only. */
export function usePlatforms() {
  return useQuery({
    queryKey: PLATFORMS,
    queryFn: ({ signal }) => api<{ readonly items: readonly Platform[] }>("/api/v1/platforms", { signal }),
    select: ({ items }) => items,
    staleTime: Infinity,
  });
}

export function useConnectChannel() {
  const refresh = useRefresh();
  const { nameOf, forget } = useSubmissionName();
  return useMutation({
    mutationFn: (body: object) =>
      api<NewChannel>("/api/v1/channels", { method: "POST", body, headers: { "idempotency-key": nameOf(body) } }),
    onSuccess: () => {
      forget();
      return refresh();
    },
  });
}

/** Of the channel as it was shown: where it has changed meanwhile, somebody looks again first. */
export function useEditChannel(channel: Channel) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (changes: object) =>
      api<Channel>(addressOf(channel), { method: "PATCH", body: changes, revision: channel.revision }),
    onSettled: refresh,
  });
}

export function usePauseChannel(channel: Channel) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (reason: string) =>
      api<Channel>(`${addressOf(channel)}/pause`, { method: "POST", body: reason === "" ? {} : { reason } }),
    onSuccess: ({ name }) => toast.success(`${name} is paused`),
    onSettled: refresh,
  });
}

export function useResumeChannel() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (channel: Channel) => api<Channel>(`${addressOf(channel)}/resume`, { method: "POST" }),
    onSuccess: ({ name }) => toast.success(`${name} goes on`),
    onError: (error) => toast.error("The channel stays paused", { description: sentenceOf(error) }),
    onSettled: refresh,
  });
}

/** Asks the platform whether the channel can be used as it is, and waits for what it says. */
export function useTestChannel() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (channel: Channel) => api<ChannelTest>(`${addressOf(channel)}/test`, { method: "POST" }),
    onSettled: refresh,
  });
}

export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (channel: Channel) =>
      api<{ readonly cancelled: number }>(addressOf(channel), { method: "DELETE", revision: channel.revision }),
    // Its own page is about to be left: asking for it again would only say that it is gone.
    onSuccess: () => client.invalidateQueries({ queryKey: [...CHANNELS, "list"] }),
  });
}

const FAILED = ["assignments", "failed"];

/** Those of a channel that failed for one cause, a hundred at most. */
export function useFailedOf(channelId: string, cause: string | null) {
  return useQuery({
    queryKey: [...FAILED, channelId, cause],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ channel_id: channelId, status: "failed", cause: cause ?? "", limit: "100" });
      return api<AssignmentPage>(`/api/v1/assignments?${query.toString()}`, { signal });
    },
    enabled: cause !== null,
    refetchInterval: LOOK_EVERY,
  });
}

export function useRetryByCause(channelId: string) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (cause: string) =>
      api<{ readonly retried: number; readonly refused: number }>("/api/v1/assignments/retry-by-cause", {
        method: "POST",
        body: { channel_id: channelId, cause },
      }),
    onSettled: () => Promise.all([refresh(), client.invalidateQueries({ queryKey: FAILED })]),
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: CHANNELS });
}
