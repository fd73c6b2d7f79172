"use client";

import { useState } from "react";
import { sentenceOf } from "@/components/ui/api";
import { Kbd } from "@/components/ui/kbd";
import { ProblemState } from "@/components/ui/problem-state";
import { Select } from "@/components/ui/select";
import type { VideoWithVersions } from "@/lib/domain/videos/contract";
import { CompareBar, type Sound, type View } from "./compare-bar";
import { CompareFacts } from "./compare-facts";
import { CompareStage } from "./compare-stage";
import { isPlayable, stateOf } from "./state-of";
import { useCompare } from "./use-compare";
import { useVideo } from "./use-videos";
import { whatDiffers } from "./versions-panel";

interface ComparePairProps {
  readonly left: VideoWithVersions;
  readonly rightId: string;
  readonly onChoose: (pair: { left: string; right: string }) => void;
}

/** The two films, the one set of controls for both, and what their facts say. */
export function ComparePair({ left, rightId, onChoose }: ComparePairProps) {
  const { data: right, error, refetch } = useVideo(rightId);
  const [sound, setSound] = useState<Sound>("left");
  const [view, setView] = useState<View>("beside");
  const framesPerSecond = left.media?.frames_per_second ?? right?.media?.frames_per_second ?? 25;
  const swap = () => onChoose({ left: rightId, right: left.id });
  const { state, engine, refs } = useCompare({ framesPerSecond, onSwap: swap });

  const options = left.versions.map((version) => ({
    value: version.id,
    word: `v${version.version}${version.is_current ? " (current)" : ""}`,
    hint: isPlayable(version) ? whatDiffers(version) : stateOf(version),
  }));
  /** Who chooses for one side what stands on the other means to swap them. */
  const choose = (side: "left" | "right", id: string) => {
    const pair = { left: left.id, right: rightId, [side]: id };
    if (pair.left === pair.right) swap();
    else onChoose(pair);
  };
  return (
    <div className="space-y-4 p-4 wide:p-5">
      <div className="grid grid-cols-2 gap-2">
        <Select label="Left version" value={left.id} options={options} onChange={(id) => choose("left", id)} />
        <Select label="Right version" value={rightId} options={options} onChange={(id) => choose("right", id)} />
      </div>
      {error && !right ? (
        <ProblemState
          title="The other version could not be loaded."
          reason={sentenceOf(error)}
          onRetry={() => void refetch()}
        />
      ) : (
        <>
          <div className="overflow-hidden rounded-l bg-black">
            <CompareStage
              left={left}
              right={right}
              view={view}
              sound={sound}
              refs={refs}
              state={state}
              onToggle={engine.toggle}
            />
            <CompareBar
              state={state}
              engine={engine}
              framesPerSecond={framesPerSecond}
              sound={sound}
              onSound={setSound}
              view={view}
              onView={setView}
              onSwap={swap}
            />
          </div>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-3 max-wide:hidden">
            <KeyHint keys={["Space"]}>play and pause</KeyHint>
            <KeyHint keys={["←", "→"]}>5 seconds</KeyHint>
            <KeyHint keys={[",", "."]}>a frame</KeyHint>
            <KeyHint keys={["S"]}>swap the sides</KeyHint>
          </p>
          {right && <CompareFacts left={left} right={right} />}
        </>
      )}
    </div>
  );
}

function KeyHint({ keys, children }: { readonly keys: readonly string[]; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {children}
    </span>
  );
}
