"use client";

import { CircleStop } from "lucide-react";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemState } from "@/components/ui/problem-state";
import { speedOf, type Mark } from "@/components/ui/speed";
import { countOf } from "@/components/ui/words";
import { SECOND } from "@/lib/core/time";
import type { StorageMove } from "@/lib/domain/copies/contract";
import { MoveEnds } from "./move-ends";
import { progressInWords, shareOf } from "./storage-words";
import { useTurnMove } from "./use-storage";

/** A move is looked at every few seconds, and one look says nothing. */
const SOONEST = 3 * SECOND;

interface RunningMoveProps {
  readonly move: StorageMove;
  /** How far it was when this page looked. */
  readonly samples: readonly Mark[];
}

/** The move that is under way: how far, how fast, how long still; and the button that stops it. */
export function RunningMove({ move, samples }: RunningMoveProps) {
  const stop = useTurnMove("stop");
  const pace = speedOf(samples, SOONEST);
  const share = shareOf(move);
  return (
    <Panel
      title="A move is under way"
      actions={
        <Button icon={CircleStop} busy={stop.isPending} onClick={() => stop.mutate(move)}>
          Stop
        </Button>
      }
    >
      <div className="space-y-2 px-3.5 pb-3">
        <MoveEnds move={move} />
        <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-publishing-soft text-publishing">
          <span
            className="block h-full rounded-full bg-current transition-[width] duration-500"
            style={{ width: `${share * 100}%` }}
          />
        </span>
        <progress aria-label="The move" className="sr-only" value={share} />
        <p className="text-sm text-ink-2 tabular-nums">{progressInWords(move, pace)}</p>
        {move.failed > 0 && (
          <p className="text-sm wrap-anywhere text-unconfirmed">
            {countOf(move.failed, "film")} left behind so far. {move.trouble}
          </p>
        )}
        {stop.isError && <ProblemState title="The move was not stopped." reason={sentenceOf(stop.error)} />}
      </div>
    </Panel>
  );
}
