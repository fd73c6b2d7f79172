/** Which of the two: the one on the left, or above in a narrow window, and the other. */
export type Side = 0 | 1;

export interface PairState {
  readonly playing: boolean;
  /** It plays, and one of the films has to load first. */
  readonly waiting: boolean;
  /** Seconds, on the one clock of both. */
  readonly at: number;
  /** Of the longer film. */
  readonly length: number;
  readonly broken: readonly [boolean, boolean];
}

export const AT_REST: PairState = { playing: false, waiting: false, at: 0, length: 0, broken: [false, false] };

/** Apart by less than this, in seconds, two films look like one: half a frame at 30 frames a second. */
const TOGETHER = 0.016;
/** Apart by more than this it takes a jump; less is caught up with by running a little faster or slower. */
const JUMP = 0.25;
/** How much faster or slower at most: what nobody notices. */
const NUDGE = 0.08;
/** The last moment of a film cannot be played any more. */
const END = 0.05;

/**
 * Plays two films as one. They share a clock, which is the longer film's: the other one is kept with it
 * while they run, waits where it waits, and holds its last frame where it is shorter.
 */
export class CompareEngine {
  readonly #films: [HTMLVideoElement | null, HTMLVideoElement | null] = [null, null];
  readonly #listeners = new Set<() => void>();
  #at = 0;
  #playing = false;
  #waiting = false;
  #frame = 0;
  #state = AT_REST;

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = () => this.#state;

  attach(side: Side, film: HTMLVideoElement | null): void {
    for (const event of EVENTS) this.#films[side]?.removeEventListener(event, this.#look);
    this.#films[side] = film;
    for (const event of EVENTS) film?.addEventListener(event, this.#look);
    if (film) this.#look();
  }

  readonly toggle = () => (this.#playing ? this.pause() : this.play());

  play(): void {
    if (this.#state.length === 0) return;
    if (this.#at >= this.#state.length - END) this.seek(0);
    this.#playing = true;
    this.#waiting = true;
    cancelAnimationFrame(this.#frame);
    this.#run();
  }

  pause(): void {
    this.#playing = this.#waiting = false;
    cancelAnimationFrame(this.#frame);
    for (const film of this.#loaded()) film.pause();
    // Two still pictures are compared more closely than two that move.
    this.seek(this.#at);
  }

  seek(seconds: number): void {
    this.#at = Math.min(Math.max(0, seconds), this.#length());
    for (const film of this.#loaded()) this.#bring(film);
    this.#tell();
  }

  readonly skip = (seconds: number) => this.seek(this.#at + seconds);

  /** Stops, and goes so many frames on. Into the middle of a frame, because at its edge players do not agree on which it is. */
  step(frames: number, framesPerSecond: number): void {
    if (this.#playing) this.pause();
    const frame = Math.floor(this.#at * framesPerSecond + 0.01) + frames;
    this.seek((Math.max(0, frame) + 0.5) / framesPerSecond);
  }

  #run(): void {
    this.#keepTogether();
    this.#tell();
    if (this.#playing) this.#frame = requestAnimationFrame(() => this.#run());
  }

  #keepTogether(): void {
    const running = this.#loaded().filter((film) => this.#at < film.duration - END);
    const [leader] = running.toSorted((a, b) => b.duration - a.duration);
    if (!leader) {
      this.#at = this.#length();
      this.pause();
      return;
    }
    const ready = running.every((film) => !film.seeking && film.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA);
    if (!ready) {
      this.#waiting = true;
      for (const film of running) film.pause();
      return;
    }
    if (!this.#waiting) this.#at = leader.currentTime;
    for (const film of running) if (film !== leader) this.#follow(film, leader);
    if (running.some((film) => film.seeking)) return;
    this.#waiting = false;
    // A play that is overtaken by a pause rejects: the next look plays again, where it should.
    for (const film of running) if (film.paused) film.play().catch(() => undefined);
  }

  #follow(film: HTMLVideoElement, leader: HTMLVideoElement): void {
    const apart = film.currentTime - leader.currentTime;
    const moving = !film.paused && !leader.paused;
    if (Math.abs(apart) > (moving ? JUMP : TOGETHER)) film.currentTime = Math.min(leader.currentTime, film.duration);
    const nudge = Math.abs(apart) < TOGETHER ? 0 : Math.max(-NUDGE, Math.min(NUDGE, -apart));
    film.playbackRate = 1 + nudge;
  }

  /** Something happened to one of the films: one that has come to know its length is brought to the moment of now. */
  readonly #look = (event?: Event) => {
    if (event?.type === "loadedmetadata" || event === undefined) this.seek(this.#at);
    else this.#tell();
  };

  #bring(film: HTMLVideoElement): void {
    const at = Math.min(this.#at, film.duration);
    if (Math.abs(film.currentTime - at) > 0.001) film.currentTime = at;
    film.playbackRate = 1;
  }

  #loaded(): HTMLVideoElement[] {
    return this.#films.filter((film) => film !== null).filter((film) => Number.isFinite(film.duration));
  }

  #length(): number {
    return Math.max(0, ...this.#loaded().map(({ duration }) => duration));
  }

  #tell(): void {
    const [left, right] = this.#films;
    this.#state = {
      playing: this.#playing,
      waiting: this.#waiting,
      at: this.#at,
      length: this.#length(),
      broken: [left?.error != null, right?.error != null],
    };
    for (const listener of this.#listeners) listener();
  }
}

const EVENTS = ["loadedmetadata", "seeked", "canplay", "error"] as const;
