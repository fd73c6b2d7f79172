"use client";

import {
  ArrowLeftRight,
  Columns2,
  Pause,
  Play,
  SquareSplitHorizontal,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
  type LucideIcon,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import { clock } from "@/components/ui/words";
import type { CompareEngine, PairState } from "./compare-engine";
import { SeekBar } from "./seek-bar";

export type Sound = "left" | "right" | "none";
export type View = "beside" | "wipe";

interface CompareBarProps {
  readonly state: PairState;
  readonly engine: CompareEngine;
  readonly framesPerSecond: number;
  readonly sound: Sound;
  readonly onSound: (sound: Sound) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onSwap: () => void;
}

/** One set of controls for both films. */
export function CompareBar(props: CompareBarProps) {
  const { state, engine, framesPerSecond, sound, onSound, view, onView, onSwap } = props;
  const nothing = state.length === 0;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-0.5 px-2.5 py-1.5 text-white">
      <Control
        icon={state.playing ? Pause : Play}
        name={state.playing ? "Pause both" : "Play both"}
        hint="Space"
        disabled={nothing}
        onClick={engine.toggle}
      />
      <Control
        icon={StepBack}
        name="A frame back"
        hint=","
        disabled={nothing}
        onClick={() => engine.step(-1, framesPerSecond)}
      />
      <Control
        icon={StepForward}
        name="A frame on"
        hint="."
        disabled={nothing}
        onClick={() => engine.step(1, framesPerSecond)}
      />
      <span className="flex min-w-60 flex-1 items-center max-wide:order-first max-wide:w-full max-wide:basis-full">
        <SeekBar
          at={state.at}
          length={state.length}
          bufferedTo={0}
          onSeek={(seconds) => engine.seek(seconds)}
          onSkip={engine.skip}
        />
        <span className="px-1.5 whitespace-nowrap tabular-nums" aria-hidden>
          {clock(state.at)} / {clock(state.length)}
        </span>
      </span>
      <fieldset aria-label="Sound" className="flex items-center rounded-s bg-white/12">
        <Choice
          icon={Volume2}
          word="L"
          name="Sound of the left version"
          on={sound === "left"}
          onClick={() => onSound("left")}
        />
        <Choice
          icon={Volume2}
          word="R"
          name="Sound of the right version"
          on={sound === "right"}
          onClick={() => onSound("right")}
        />
        <Choice icon={VolumeX} name="No sound" on={sound === "none"} onClick={() => onSound("none")} />
      </fieldset>
      <fieldset aria-label="View" className="flex items-center rounded-s bg-white/12">
        <Choice icon={Columns2} name="Beside each other" on={view === "beside"} onClick={() => onView("beside")} />
        <Choice
          icon={SquareSplitHorizontal}
          name="One over the other"
          on={view === "wipe"}
          onClick={() => onView("wipe")}
        />
      </fieldset>
      <Control icon={ArrowLeftRight} name="Swap the sides" hint="S" onClick={onSwap} />
    </div>
  );
}

const CONTROL =
  "flex h-8 min-w-8 items-center justify-center gap-0.5 rounded-s px-1.5 text-white transition-colors duration-120 hover:bg-white/18 focus-visible:outline-white disabled:pointer-events-none disabled:opacity-45";

interface ControlProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly hint: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Control({ icon: Icon, name, hint, disabled = false, onClick }: ControlProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={`${name} (${hint})`}
      disabled={disabled}
      onClick={onClick}
      className={CONTROL}
    >
      <Icon aria-hidden size={18} strokeWidth={1.8} />
    </button>
  );
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly word?: string;
  readonly name: string;
  readonly on: boolean;
  readonly onClick: () => void;
}

function Choice({ icon: Icon, word, name, on, onClick }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-pressed={on}
      title={name}
      onClick={onClick}
      className={cn(CONTROL, on && "bg-white text-black hover:bg-white")}
    >
      <Icon aria-hidden size={16} strokeWidth={1.8} />
      {word && <span className="text-xs font-[570]">{word}</span>}
    </button>
  );
}
