"use client";

import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/ui/api";
import type { Proof } from "@/lib/domain/proof/contract";

/** While something is on its way, the proof is asked for again this often (milliseconds). */
const LIVE_INTERVAL = 4_000;

export const proofJson = (videoId: string) => `/api/v1/videos/${videoId}/proof`;
export const proofPdf = (videoId: string) => `/api/v1/videos/${videoId}/proof.pdf`;

/**
 * What the desk can vouch for about a video. It stands among what is kept of deliveries, so that whoever
 * makes a link or holds a copy sees the proof follow; `stage` is part of the key: a move is a new fact.
 */
export function useProof(videoId: string, stage = "") {
  return useQuery({
    queryKey: ["deliveries", "proof", videoId, stage],
    queryFn: ({ signal }) => api<Proof>(proofJson(videoId), { signal }),
    refetchInterval: ({ state }) => (state.data && isComing(state.data) ? LIVE_INTERVAL : false),
    placeholderData: (before) => (before?.video.id === videoId ? before : undefined),
  });
}

/** Copies that are still to be made, and entries that are too new for a link: within seconds there is more to vouch for. */
const isComing = ({ deliveries, audit }: Proof) =>
  audit.chain.waiting > 0 || deliveries.some(({ copies }) => copies.some(({ state }) => state === "waiting"));
