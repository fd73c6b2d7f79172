"use client";

import { LoaderCircle } from "lucide-react";
import { useState } from "react";
import { StateChip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { inFlight } from "@/lib/domain/deliveries/lifecycle";
import type { Video } from "@/lib/domain/videos/contract";
import type { Sound, View } from "./compare-bar";
import type { PairState } from "./compare-engine";
import { isPlayable, stateOf } from "./state-of";
import type { Comparing } from "./use-compare";
import { videoFile } from "./use-videos";

interface CompareStageProps {
  readonly left: Video;
  /** Undefined while it is asked for. */
  readonly right: Video | undefined;
  readonly view: View;
  readonly sound: Sound;
  readonly refs: Comparing["refs"];
  readonly state: PairState;
  readonly onToggle: () => void;
}

/** The two pictures: beside each other, below each other in a narrow window, or one laid over the other. */
export function CompareStage({ left, right, view, sound, refs, state, onToggle }: CompareStageProps) {
  const [edge, setEdge] = useState(50);
  const wiping = view === "wipe";
  const { width, height } = left.media ?? right?.media ?? { width: 16, height: 9 };
  const sides = [
    { side: "left" as const, video: left, ref: refs[0], broken: state.broken[0] },
    ...(right ? [{ side: "right" as const, video: right, ref: refs[1], broken: state.broken[1] }] : []),
  ];
  return (
    <div className={cn("relative grid gap-0.5", !wiping && "wide:grid-cols-2")}>
      {sides.map(({ side, video, ref, broken }) => (
        // By the film and not by the side: films that change places go on playing.
        <figure
          key={video.id}
          className={cn(
            "relative max-h-[64dvh] min-h-36 w-full min-w-0 overflow-hidden",
            wiping && "[grid-area:1/1]",
            side === "right" && "z-1",
          )}
          style={{
            aspectRatio: `${width} / ${height}`,
            ...(wiping && side === "right" ? { clipPath: `inset(0 0 0 ${edge}%)`, background: "black" } : {}),
          }}
        >
          {isPlayable(video) ? (
            // Final films carry their captions in the picture; the desk has no caption files yet.
            // oxlint-disable-next-line jsx-a11y/media-has-caption -- a final film comes as it is, without a track of its own
            <video
              ref={ref}
              src={videoFile(video.id)}
              aria-label={`v${video.version}`}
              muted={sound !== side}
              preload="auto"
              playsInline
              onClick={onToggle}
              className="absolute inset-0 size-full object-contain"
            />
          ) : (
            <div className="absolute inset-0 grid place-items-center content-center gap-2 p-4 text-center text-white">
              <StateChip state={stateOf(video)} />
              <p>
                v{video.version} cannot be played{inFlight(video.status) ? " yet." : "."}
              </p>
            </div>
          )}
          {broken && (
            <p role="alert" className="absolute inset-x-4 top-1/2 -translate-y-1/2 text-center text-white">
              v{video.version} could not be loaded.
            </p>
          )}
          <figcaption
            className={cn(
              "pointer-events-none absolute top-2 rounded-s bg-black/70 px-2 text-sm leading-6 font-[570] text-white",
              side === "right" && wiping ? "right-2" : "left-2",
            )}
          >
            v{video.version}
            {video.is_current && <span className="font-normal"> current</span>}
          </figcaption>
        </figure>
      ))}
      {wiping && <Wipe edge={edge} onMove={setEdge} />}
      {state.waiting && (
        <LoaderCircle
          aria-label="Loading"
          className="pointer-events-none absolute top-1/2 left-1/2 z-3 size-9 -translate-1/2 animate-spin text-white"
        />
      )}
    </div>
  );
}

/** The line between the two, to be dragged, or moved with the arrow keys. */
function Wipe({ edge, onMove }: { readonly edge: number; readonly onMove: (edge: number) => void }) {
  return (
    <>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 z-2 w-0.5 -translate-x-1/2 bg-white shadow-2"
        style={{ left: `${edge}%` }}
      />
      <input
        type="range"
        data-own-arrows
        aria-label="Where the left version ends and the right one begins"
        aria-valuetext={`${Math.round(edge)} percent`}
        min={0}
        max={100}
        step={1}
        value={edge}
        onChange={(event) => onMove(event.target.valueAsNumber)}
        className="absolute inset-x-0 bottom-0 z-2 range-bare h-full w-full focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-white"
      />
    </>
  );
}
