/** What a desk is started on: settings on top of every desk's, and what they lead to. */
export interface Footing {
  readonly settings: Readonly<Record<string, string>>;
  /** Secrets among them, by name: they must turn up nowhere. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The desk's files, where they shall lie elsewhere than its database. */
  readonly filesDir?: string;
  close(): Promise<void>;
}

/** Where a proof's desk stands. Proofs that follow one another on the same ground share a desk. */
export interface Ground {
  readonly name: string;
  /** Makes it ready; `folder` is the desk's own and goes with it. Throws an `Obstacle` where this machine does not allow it. */
  lay(folder: string): Promise<Footing>;
}

/** Why a proof cannot be carried out on this machine, with what to do about it, in a sentence. */
export class Obstacle extends Error {
  override readonly name = "Obstacle";
}

/** A ground that hands its proofs what stands on it. */
export interface GroundWith<T> extends Ground {
  /** Throws while no desk stands on it. */
  readonly tools: T;
}

export function groundWith<T>(name: string, lay: (folder: string) => Promise<Footing & { tools: T }>): GroundWith<T> {
  let laid: { tools: T } | undefined;
  return {
    name,
    async lay(folder) {
      const footing = await lay(folder);
      laid = footing;
      return {
        ...footing,
        async close() {
          laid = undefined;
          await footing.close();
        },
      };
    },
    get tools() {
      if (laid === undefined) throw new Error(`No desk stands on the ground "${name}".`);
      return laid.tools;
    },
  };
}
