"use client";

import { LoaderCircle, Play } from "lucide-react";
import { useEffect, useRef, useState, type RefObject } from "react";
import { cn } from "@/components/ui/cn";
import { ProblemState } from "@/components/ui/problem-state";
import { useHotkeys } from "@/components/ui/use-hotkeys";
import type { MediaFacts } from "@/lib/domain/videos/contract";
import { PlayerBar } from "./player-bar";
import { usePlayer } from "./use-player";

interface PlayerProps {
  readonly title: string;
  readonly src: string;
  /** Null: the first frame stands in. */
  readonly poster: string | null;
  /** Its true shape; null where nobody looked. */
  readonly media: Pick<MediaFacts, "width" | "height" | "duration_seconds"> | null;
}

/** Plays the very bytes that were delivered, in their true shape. */
export function Player({ title, src, poster, media }: PlayerProps) {
  const { ref, state, controls } = usePlayer(media?.duration_seconds ?? 0);
  const frame = useRef<HTMLDivElement>(null);
  const shown = useAwake(frame, state.playing);

  const toggleFullscreen = () => {
    const leaving = document.fullscreenElement !== null;
    void (leaving ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(() => undefined);
  };
  const jumps = Object.fromEntries(
    Array.from({ length: 10 }, (_, tenth) => [String(tenth), () => controls.seek((state.length * tenth) / 10)]),
  );
  useHotkeys({
    ...jumps,
    " ": (event) => {
      // On a button or a link the space bar already means something.
      if (event.target instanceof Element && event.target.closest("button, a, summary, [role='radio']")) return false;
      controls.toggle();
      return true;
    },
    k: controls.toggle,
    j: () => controls.skip(-10),
    l: () => controls.skip(10),
    ArrowLeft: (event) => arrow(event) && controls.skip(-5),
    ArrowRight: (event) => arrow(event) && controls.skip(5),
    f: toggleFullscreen,
    m: controls.toggleMute,
  });

  return (
    <section
      ref={frame}
      aria-label={`Player: ${title}`}
      className={cn(
        "group/player fullscreen:max-h-none fullscreen:rounded-none relative max-h-[72dvh] w-full overflow-hidden rounded-l bg-black",
        !shown && "cursor-none",
      )}
      style={media ? { aspectRatio: `${media.width} / ${media.height}` } : { aspectRatio: "16 / 9" }}
    >
      {poster !== null && (
        // Behind a tall picture its own colours, far out of focus, instead of black bars.
        // oxlint-disable-next-line nextjs/no-img-element
        <img src={poster} alt="" className="absolute inset-0 size-full scale-125 object-cover opacity-45 blur-3xl" />
      )}
      {/* Final films carry their captions in the picture; the desk has no caption files yet. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a final film comes as it is, without a track of its own */}
      <video
        ref={ref}
        src={src}
        {...(poster === null ? {} : { poster })}
        preload="metadata"
        playsInline
        onClick={controls.toggle}
        onDoubleClick={toggleFullscreen}
        className="absolute inset-0 size-full object-contain"
      />
      {!state.playing && !state.broken && (
        <button
          type="button"
          aria-label={state.at > 0 && state.at < state.length ? "Go on playing" : "Play"}
          onClick={controls.toggle}
          className="absolute top-1/2 left-1/2 grid size-16 -translate-1/2 animate-fade place-items-center rounded-full bg-black/55 text-white outline-offset-4 backdrop-blur-sm transition-transform duration-150 hover:scale-105 focus-visible:outline-white"
        >
          <Play aria-hidden size={26} className="translate-x-0.5 fill-current" />
        </button>
      )}
      {state.waiting && (
        <LoaderCircle
          aria-label="Loading"
          className="pointer-events-none absolute top-1/2 left-1/2 size-10 -translate-1/2 animate-spin text-white"
        />
      )}
      {state.broken && (
        <div className="absolute inset-0 grid place-items-center p-4">
          <ProblemState
            title="The film could not be played."
            reason="The file did not arrive whole."
            onRetry={controls.reload}
            className="max-w-md"
          />
        </div>
      )}
      <PlayerBar state={state} controls={controls} shown={shown} frame={frame} onFullscreen={toggleFullscreen} />
    </section>
  );
}

/** Arrow keys belong to whoever has the focus and uses them itself. */
function arrow(event: KeyboardEvent): boolean {
  return !(
    event.target instanceof Element &&
    event.target.closest("[role='radiogroup'], [role='group'] [role='radio'], [data-own-arrows]")
  );
}

/** Awake while something moves in it; asleep after a few seconds of playing, the controls leave the picture alone. */
function useAwake(frame: RefObject<HTMLElement | null>, playing: boolean): boolean {
  const [awake, setAwake] = useState(true);
  useEffect(() => {
    const element = frame.current;
    if (!element || !playing) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      clearTimeout(timer);
      setAwake(true);
      timer = setTimeout(() => setAwake(false), 2600);
    };
    wake();
    element.addEventListener("pointermove", wake);
    element.addEventListener("focusin", wake);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("pointermove", wake);
      element.removeEventListener("focusin", wake);
    };
  }, [frame, playing]);
  return awake || !playing;
}
