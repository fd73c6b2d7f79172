"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { countOf } from "@/components/ui/words";
import { useFailedOf, useRetryByCause } from "./use-channels";

/** Those that failed for the cause that the address names, as the board hands it on with `?retry=<cause>`. */
export interface RetryCause {
  readonly cause: string;
  /** `9`, or `100 or more`. */
  readonly count: string;
  readonly busy: boolean;
  /** Tries them again, and tells how many. */
  readonly run: () => void;
}

/** Null where the address names no cause, or nothing failed for it. */
export function useRetryCause(channelId: string): RetryCause | null {
  const cause = useSearchParams().get("retry");
  const pathname = usePathname();
  const failed = useFailedOf(channelId, cause);
  const retry = useRetryByCause(channelId);
  const there = failed.data?.items.length ?? 0;
  if (cause === null || there === 0) return null;
  const run = () =>
    retry.mutate(cause, {
      onSuccess({ retried, refused }) {
        const left = refused > 0 ? { description: `${countOf(refused, "other")} cannot be tried again.` } : {};
        if (retried > 0) toast.success(`${retried.toLocaleString("en")} go out again`, left);
        else toast.error("Nothing goes out again", left);
        if (refused === 0) window.history.replaceState(null, "", pathname);
      },
      onError: (error) => toast.error("Nothing was tried again", { description: sentenceOf(error) }),
    });
  return {
    cause,
    count: failed.data?.next_cursor ? `${there} or more` : String(there),
    busy: retry.isPending,
    run,
  };
}
