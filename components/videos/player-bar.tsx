"use client";

import { Maximize, Minimize, Pause, Play, Volume1, Volume2, VolumeX, type LucideIcon } from "lucide-react";
import { useEffect, useState, type RefObject } from "react";
import { cn } from "@/components/ui/cn";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { clock } from "@/components/ui/words";
import { SeekBar } from "./seek-bar";
import type { PlayerControls, PlayerState } from "./use-player";

const SPEEDS = ["0.5", "0.75", "1", "1.25", "1.5", "2"] as const;
const SPEED_OPTIONS = SPEEDS.map((value) => ({ value, word: value === "1" ? "Normal" : `${value}×` }));
const CONTROL =
  "grid h-8 min-w-8 place-items-center rounded-s text-white transition-colors duration-120 hover:bg-white/18 focus-visible:outline-white";

interface PlayerBarProps {
  readonly state: PlayerState;
  readonly controls: PlayerControls;
  readonly shown: boolean;
  /** The element that goes full screen; menus are drawn inside it. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly onFullscreen: () => void;
}

/** The controls along the foot of the picture. */
export function PlayerBar({ state, controls, shown, frame, onFullscreen }: PlayerBarProps) {
  const full = useFullscreen();
  const speed = SPEEDS.find((value) => Number(value) === state.speed) ?? null;
  return (
    <div
      className={cn(
        "absolute inset-x-0 bottom-0 flex items-center gap-1 bg-linear-to-t from-black/75 to-transparent px-2.5 pt-10 pb-2 text-white transition-opacity duration-180 focus-within:opacity-100",
        !shown && "opacity-0",
      )}
    >
      <Control
        icon={state.playing ? Pause : Play}
        name={state.playing ? "Pause" : "Play"}
        hint="K"
        onClick={controls.toggle}
      />
      <SeekBar
        at={state.at}
        length={state.length}
        bufferedTo={state.bufferedTo}
        onSeek={controls.seek}
        onSkip={controls.skip}
      />
      <span className="px-1.5 whitespace-nowrap tabular-nums" aria-hidden>
        {clock(state.at)} / {clock(state.length)}
      </span>
      <div className="group/volume flex items-center">
        <Control
          icon={state.muted ? VolumeX : state.volume < 0.5 ? Volume1 : Volume2}
          name={state.muted ? "Unmute" : "Mute"}
          hint="M"
          onClick={controls.toggleMute}
        />
        <VolumeBar volume={state.muted ? 0 : state.volume} onChange={controls.setVolume} />
      </div>
      <Menu
        side="top"
        align="end"
        container={full ? frame.current : null}
        trigger={
          <button
            type="button"
            aria-label={`Speed: ${state.speed}×`}
            className={cn(CONTROL, "px-1.5 text-sm font-[550] max-wide:hidden")}
          >
            {state.speed}×
          </button>
        }
      >
        <MenuChoice
          label="Speed"
          value={speed}
          options={SPEED_OPTIONS}
          onChange={(value) => controls.setSpeed(Number(value))}
        />
      </Menu>
      <Control
        icon={full ? Minimize : Maximize}
        name={full ? "Leave full screen" : "Full screen"}
        hint="F"
        onClick={onFullscreen}
      />
    </div>
  );
}

interface ControlProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly hint: string;
  readonly onClick: () => void;
}

function Control({ icon: Icon, name, hint, onClick }: ControlProps) {
  return (
    <button type="button" aria-label={name} title={`${name} (${hint})`} onClick={onClick} className={CONTROL}>
      <Icon aria-hidden size={18} strokeWidth={1.8} />
    </button>
  );
}

/** Opens beside its button for the pointer, and for the focus. */
function VolumeBar({ volume, onChange }: { readonly volume: number; readonly onChange: (volume: number) => void }) {
  return (
    <span className="relative h-8 w-0 overflow-hidden transition-[width] duration-150 group-focus-within/volume:w-18 group-hover/volume:w-18 max-wide:hidden">
      <span className="absolute inset-x-1.5 top-1/2 h-1 -translate-y-1/2 overflow-hidden rounded-full bg-white/30">
        <span className="block h-full bg-white" style={{ width: `${volume * 100}%` }} />
      </span>
      <input
        type="range"
        data-own-arrows
        aria-label="Volume"
        aria-valuetext={`${Math.round(volume * 100)} percent`}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="absolute inset-0 range-bare size-full focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-white"
      />
    </span>
  );
}

function useFullscreen(): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return full;
}
