"use client";

import { ChevronRight } from "lucide-react";
import { sentenceOf } from "@/components/ui/api";
import { ProblemState } from "@/components/ui/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Platform } from "@/lib/domain/channels/contract";
import { SETTLES_WORDS } from "./channel-words";
import type { usePlatforms } from "./use-channels";

interface PlatformChoiceProps {
  readonly platforms: ReturnType<typeof usePlatforms>;
  readonly onChoose: (platform: Platform) => void;
}

/** Every platform there is: what it is for, and what becomes of a lost answer there. */
export function PlatformChoice({ platforms, onChoose }: PlatformChoiceProps) {
  if (platforms.isError)
    return (
      <ProblemState
        title="The platforms could not be loaded."
        reason={sentenceOf(platforms.error)}
        onRetry={() => void platforms.refetch()}
      />
    );
  if (!platforms.data)
    return (
      <div aria-hidden className="space-y-2">
        <Skeleton className="h-20 rounded-m" />
        <Skeleton className="h-20 rounded-m" />
      </div>
    );
  return (
    <ul aria-label="Platforms" className="space-y-2">
      {platforms.data.map((platform) => (
        <li key={platform.id}>
          <button
            type="button"
            onClick={() => onChoose(platform)}
            className="flex w-full items-center gap-3 rounded-m border px-3 py-2.5 text-left transition-colors duration-120 hover:border-line-strong hover:bg-ink/3"
          >
            <span className="min-w-0 flex-1">
              <b className="block font-[570]">{platform.name}</b>
              <span className="block text-ink-2">{platform.summary}</span>
              <span className="mt-0.5 block text-sm text-ink-3">{SETTLES_WORDS[platform.settles]}</span>
            </span>
            <ChevronRight aria-hidden size={16} className="text-ink-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
