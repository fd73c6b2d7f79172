"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { toast } from "sonner";
import type { z } from "zod";
import { useMay } from "@/components/shell/person";
import { api, sentenceOf } from "@/components/ui/api";
import type { Upload, UploadPage } from "@/lib/domain/uploads/contract";
import { refusalOfFile } from "./film-files";
import { giveUpUpload } from "./send-file";
import type { QueuedFile } from "./queued-file";
import { uploadQueue } from "./upload-queue";

const NONE: readonly QueuedFile[] = [];

/** The files of this tab that are on their way. */
export function useQueue(): readonly QueuedFile[] {
  return useSyncExternalStore(uploadQueue.subscribe, uploadQueue.read, () => NONE);
}

/** The uploads that the desk has of this person and this tab does not: from before a reload, or from elsewhere. */
export function useLeftUploads() {
  const may = useMay("deliveries:write");
  const queue = useQueue();
  // What is begun, arrives or is delivered changes what the desk has.
  const moments = queue.map(({ id, state }) => `${id}:${state === "here"}`).join(" ");
  const uploads = useQuery({
    queryKey: ["uploads", moments],
    queryFn: ({ signal }) => api<z.infer<typeof UploadPage>>("/api/v1/uploads?limit=100", { signal }),
    enabled: may,
    placeholderData: (before) => before,
  });

  const here = new Set(queue.map(({ id }) => id));
  return { ...uploads, left: uploads.data?.items.filter(({ id }) => !here.has(id) && !uploadQueue.isOver(id)) ?? [] };
}

/** Takes files as somebody drops or chooses them: says what is wrong with some, and answers the keys of the others. */
export function takeFiles(files: readonly File[]): string[] {
  const refused = files.map(refusalOfFile).filter((sentence) => sentence !== null);
  for (const sentence of refused) toast.error(sentence, { description: "Final films are delivered as MP4." });
  return uploadQueue.add(files.filter((file) => refusalOfFile(file) === null));
}

/** Gives up a file of this tab, or an upload that the desk has; says so when it could not be done. */
export function useGiveUp() {
  const client = useQueryClient();
  return async (which: Pick<QueuedFile, "key"> | Pick<Upload, "id">) => {
    try {
      if ("key" in which) await uploadQueue.giveUp(which.key);
      else {
        await giveUpUpload(which.id);
        uploadQueue.end(which.id);
      }
    } catch (error) {
      toast.error("It was not given up", { description: error instanceof Error ? error.message : sentenceOf(error) });
    }
    await client.invalidateQueries({ queryKey: ["uploads"] });
  };
}
