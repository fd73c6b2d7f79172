"use client";

import { CircleCheck, CirclePause, Play, TriangleAlert } from "lucide-react";
import { toast } from "sonner";
import { sentenceOf } from "@/components/ui/api";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { StorageMove } from "@/lib/domain/copies/contract";
import { hasRest } from "@/lib/domain/copies/lifecycle";
import { MoveEnds } from "./move-ends";
import { outcomeInWords } from "./storage-words";
import { useTurnMove } from "./use-storage";

interface MovesListProps {
  readonly moves: readonly StorageMove[];
  /** Whether another one runs: then none of these can. */
  readonly blocked: boolean;
}

/** The moves that ended, newest first, and the button that goes on where something was left. */
export function MovesList({ moves, blocked }: MovesListProps) {
  return (
    <Panel title="Earlier moves">
      <ul className="divide-y border-t">
        {moves.map((move) => (
          <MoveItem key={move.id} move={move} blocked={blocked} />
        ))}
      </ul>
    </Panel>
  );
}

function MoveItem({ move, blocked }: { readonly move: StorageMove; readonly blocked: boolean }) {
  const resume = useTurnMove("resume");
  const { icon: Icon, hue } = looksOf(move);
  const go = () =>
    resume.mutate(move, {
      onError: (error) => toast.error("The move was not resumed.", { description: sentenceOf(error) }),
    });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
      <Icon aria-hidden size={16} strokeWidth={1.8} className={`shrink-0 ${hue}`} />
      <div className="min-w-0 flex-1 basis-60">
        <MoveEnds move={move} />
        <p className="text-sm text-ink-2">
          {move.status === "stopped" ? "Stopped " : "Finished "}
          <Time value={move.ended_at ?? move.created_at} />, begun by {move.created_by}. {outcomeInWords(move)}
        </p>
        {move.failed > 0 && move.trouble !== null && (
          <p className="text-sm wrap-anywhere text-unconfirmed">{move.trouble}</p>
        )}
      </div>
      {hasRest(move) && (
        <Button icon={Play} size="s" busy={resume.isPending} disabled={blocked || resume.isPending} onClick={go}>
          Resume
        </Button>
      )}
    </li>
  );
}

function looksOf({ status, failed }: StorageMove) {
  if (failed > 0) return { icon: TriangleAlert, hue: "text-unconfirmed" };
  if (status === "stopped") return { icon: CirclePause, hue: "text-ink-3" };
  return { icon: CircleCheck, hue: "text-published" };
}
