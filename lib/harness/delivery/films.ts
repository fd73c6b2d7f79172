import { padded } from "@/lib/testing/mp4-boxes";
import { randomFrom } from "./mutate";
import { sha256Of } from "./send";

export interface MadeFilm {
  readonly bytes: Buffer;
  readonly sha256: string;
}

let made = 0;

/** A sound film of so many bytes at least that nobody has delivered before. */
export function freshFilm(film: Buffer, bytes = film.length + 64): MadeFilm {
  made += 1;
  const random = randomFrom(made);
  const mark = `fresh ${made} ${random()}`;
  const whole = padded(film, bytes, (room) => {
    // Not of zeros, or a part of it could be taken for another; and quickly made, for some are large.
    for (let at = 0; at < room.length; at += 4096)
      room.writeUInt32LE(Math.floor(random() * 2 ** 32), Math.min(at, room.length - 4));
    room.write(mark);
  });
  return { bytes: whole, sha256: sha256Of(whole) };
}
