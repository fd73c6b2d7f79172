"use client";

import { useCallback, useEffect, useMemo, useState } from "react";

export interface PlayerState {
  readonly playing: boolean;
  readonly waiting: boolean;
  /** Seconds. */
  readonly at: number;
  readonly length: number;
  /** Up to where it can play on without asking for more, in seconds. */
  readonly bufferedTo: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly speed: number;
  readonly broken: boolean;
}

export interface PlayerControls {
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly skip: (seconds: number) => void;
  readonly setVolume: (volume: number) => void;
  readonly toggleMute: () => void;
  readonly setSpeed: (speed: number) => void;
  /** Asks for the file again after it broke, and goes on where it was. */
  readonly reload: () => void;
}

const EVENTS = [
  "play",
  "pause",
  "ended",
  "timeupdate",
  "seeking",
  "seeked",
  "progress",
  "durationchange",
  "volumechange",
  "ratechange",
  "waiting",
  "playing",
  "canplay",
  "loadeddata",
  "error",
] as const;

/** The state of a <video> as React can draw it, and the few things that can be done to it. */
export function usePlayer(length: number): {
  readonly ref: (video: HTMLVideoElement | null) => void;
  readonly state: PlayerState;
  readonly controls: PlayerControls;
} {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<PlayerState>({
    playing: false,
    waiting: false,
    at: 0,
    length,
    bufferedTo: 0,
    volume: 1,
    muted: false,
    speed: 1,
    broken: false,
  });

  const look = useCallback(() => {
    if (video) setState(stateOf(video, length));
  }, [video, length]);

  useEffect(() => {
    if (!video) return undefined;
    for (const event of EVENTS) video.addEventListener(event, look);
    return () => {
      for (const event of EVENTS) video.removeEventListener(event, look);
    };
  }, [video, look]);

  // `timeupdate` comes four times a second: while it plays, the bar moves with every frame instead.
  useEffect(() => {
    if (!state.playing) return undefined;
    let frame = requestAnimationFrame(function draw() {
      look();
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [state.playing, look]);

  const controls = useMemo<PlayerControls>(() => controlsOf(video, look), [video, look]);
  return { ref: setVideo, state, controls };
}

function stateOf(video: HTMLVideoElement, length: number): PlayerState {
  return {
    playing: !video.paused && !video.ended,
    waiting: !video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    at: video.currentTime,
    length: Number.isFinite(video.duration) && video.duration > 0 ? video.duration : length,
    bufferedTo: bufferedFrom(video),
    volume: video.volume,
    muted: video.muted || video.volume === 0,
    speed: video.playbackRate,
    broken: video.error !== null,
  };
}

function bufferedFrom({ buffered, currentTime }: HTMLVideoElement): number {
  for (let at = 0; at < buffered.length; at += 1) {
    if (buffered.start(at) <= currentTime + 0.1 && buffered.end(at) >= currentTime) return buffered.end(at);
  }
  return currentTime;
}

function controlsOf(element: HTMLVideoElement | null, look: () => void): PlayerControls {
  const on = (act: (video: HTMLVideoElement) => void) => {
    if (element) act(element);
    look();
  };
  const play = (video: HTMLVideoElement) => {
    // A play that is overtaken by a pause rejects: the pause is what the person wanted.
    video.play().catch(look);
  };
  const seek = (seconds: number) =>
    on((video) => {
      const end = Number.isFinite(video.duration) ? video.duration : 0;
      video.currentTime = Math.min(Math.max(0, seconds), end);
    });
  return {
    toggle: () => on((video) => (video.paused || video.ended ? play(video) : video.pause())),
    seek,
    skip: (seconds) => seek((element?.currentTime ?? 0) + seconds),
    setVolume: (volume) =>
      on((video) => {
        video.volume = Math.min(1, Math.max(0, volume));
        video.muted = false;
      }),
    toggleMute: () =>
      on((video) => {
        if (video.volume === 0) video.volume = 0.5;
        else video.muted = !video.muted;
      }),
    setSpeed: (speed) => on((video) => (video.playbackRate = speed)),
    reload: () =>
      on((video) => {
        const at = video.currentTime;
        video.load();
        video.currentTime = at;
        play(video);
      }),
  };
}
