"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from "@tanstack/react-query";
import { toast } from "sonner";
import { api, ApiProblem, sentenceOf } from "@/components/ui/api";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";
import type { Video, VideoPage, VideoWithVersions } from "@/lib/domain/videos/contract";
import { sinceOf, type VideoFilters } from "./use-video-filters";

/** While something is on its way, a screen asks again this often (milliseconds). */
const LIVE_INTERVAL = 2_000;
/** A poster comes within seconds or, where the film has no frame to show, never (milliseconds). */
const POSTER_PATIENCE = 30_000;
const PAGE = 48;

export const videoFile = (id: string) => `/api/v1/videos/${id}/file`;
export const videoPoster = (id: string) => `/api/v1/videos/${id}/poster`;

/** The videos that match, page after page; fresh by itself while one of them is on its way. */
export function useVideos(filters: VideoFilters): UseInfiniteQueryResult<InfiniteData<VideoPage>> {
  const { q, status, project, delivered } = filters;
  return useInfiniteQuery({
    queryKey: ["videos", "list", { q, status, project, delivered }],
    queryFn: ({ pageParam, signal }) => {
      const since = sinceOf(delivered);
      return api<VideoPage>(
        `/api/v1/videos?${query({ q, status, project, since, cursor: pageParam, limit: String(PAGE) })}`,
        { signal },
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isMoving)) ? LIVE_INTERVAL : false,
  });
}

/** A few videos for the palette. */
export function useVideoSearch(q: string) {
  return useQuery({
    queryKey: ["videos", "search", q],
    queryFn: ({ signal }) => api<VideoPage>(`/api/v1/videos?${query({ q, limit: "6" })}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useVideo(id: string, { enabled = true } = {}) {
  return useQuery({
    enabled,
    queryKey: ["videos", "one", id],
    queryFn: ({ signal }) => api<VideoWithVersions>(`/api/v1/videos/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? LIVE_INTERVAL : false),
  });
}

/** Renames at once on the screen; when the desk refuses, the old title comes back with the reason. */
export function useEditTitle(id: string) {
  const client = useQueryClient();
  const key = ["videos", "one", id];
  return useMutation({
    mutationFn: ({ title, revision }: { readonly title: string; readonly revision: number }) =>
      api<Video>(`/api/v1/videos/${id}`, { method: "PATCH", body: { title }, revision }),
    onMutate: async ({ title }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<VideoWithVersions>(key);
      if (before) client.setQueryData(key, { ...before, title });
      return before;
    },
    onSuccess: (video) => {
      client.setQueryData<VideoWithVersions>(key, (now) => now && { ...now, ...video });
    },
    onError: (error, _input, before) => {
      if (before) client.setQueryData(key, before);
      const stale = error instanceof ApiProblem && error.status === 412;
      toast.error(stale ? "The title was not changed" : "That title was not taken", { description: sentenceOf(error) });
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["videos"] }),
        client.invalidateQueries({ queryKey: ["deliveries", "history"] }),
      ]),
  });
}

/** On its way, or so newly published that its poster is still being drawn. */
function isMoving({ status, has_poster: hasPoster, available_at: availableAt }: Video): boolean {
  if (inFlight(status)) return true;
  const newly = availableAt !== null && Date.now() - new Date(availableAt).getTime() < POSTER_PATIENCE;
  return status === "published" && !hasPoster && newly;
}

function query(values: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given).toString();
}
