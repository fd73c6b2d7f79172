import { spawnSync } from "node:child_process";

export interface Mutation {
  readonly seed: number;
  /** Which share of the bits is turned over. */
  readonly ratio: number;
  /** From the first byte to the last, both counted. */
  readonly range: readonly [first: number, last: number];
}

export type Mutate = (bytes: Buffer, mutation: Mutation) => Buffer;

/** By zzuf, the fuzzer of films. */
export const byZzuf: Mutate = (bytes, { seed, ratio, range: [first, last] }) => {
  const args = ["-s", String(seed), "-r", String(ratio), "-b", `${first}-${last}`];
  const { stdout, status, stderr } = spawnSync("zzuf", args, { input: bytes, maxBuffer: bytes.length * 2 });
  if (status !== 0) throw new Error(`zzuf failed: ${stderr.toString()}`);
  return stdout;
};

/** The same where there is no zzuf: the seed decides which bits. */
export const byOurselves: Mutate = (bytes, { seed, ratio, range: [first, last] }) => {
  const [copy, bits] = [Buffer.from(bytes), (last - first + 1) * 8];
  const random = randomFrom(seed);
  for (let count = Math.round(bits * ratio); count > 0; count--) {
    const bit = Math.floor(random() * bits);
    const place = first + (bit >> 3);
    copy[place] = (copy[place] ?? 0) ^ (1 << (bit & 7));
  }
  return copy;
};

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
