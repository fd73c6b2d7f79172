import { inParallel } from "../ask";
import { Ledger, type Proof } from "../proof";
import { freshFilm, type MadeFilm } from "./films";
import { inBucket } from "./grounds/bucket";
import { randomFrom } from "./mutate";
import { halfMade } from "./leftovers";
import { send, sha256Of } from "./send";
import { whole, type Serve } from "./shelf";

const SOURCES = { full: 1000, short: 50 };
const AT_ONCE = 6;
/** One in so many is large enough to travel in parts, and one is a sound film. */
const LARGE_EVERY = 10;
const SOUND_EVERY = 25;

interface Corruption {
  readonly code: string;
  readonly serve: Serve;
  /** What is claimed of it. */
  readonly sha256: string;
  readonly seconds?: number;
}

type Corrupt = (film: MadeFilm, random: () => number, other: MadeFilm) => Corruption;

const mismatch = (bytes: Buffer, film: MadeFilm): Corruption => ({
  code: "checksum_mismatch",
  serve: whole(bytes),
  sha256: film.sha256,
});

const WAYS: Readonly<Record<string, Corrupt>> = {
  "one bit turned": (film, random) => {
    const bytes = Buffer.from(film.bytes);
    const place = Math.floor(random() * bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    return mismatch(bytes, film);
  },
  "a stretch of zeros": (film, random) => {
    const bytes = Buffer.from(film.bytes);
    const place = Math.floor(random() * (bytes.length - 5000));
    return mismatch(bytes.fill(0, place, place + 5000), film);
  },
  "cut short, and said so": (film, random) =>
    mismatch(film.bytes.subarray(0, Math.ceil(random() * (film.bytes.length - 1))), film),
  "bytes too many": (film, random) =>
    mismatch(Buffer.concat([film.bytes, Buffer.alloc(1 + Math.floor(random() * 1000), 7)]), film),
  "another film": (film, _random, other) => mismatch(other.bytes, film),
  "another film from the middle on": (film, random, other) => {
    const place = Math.floor((0.1 + random() * 0.8) * film.bytes.length);
    const bytes = Buffer.concat([film.bytes.subarray(0, place), other.bytes.subarray(place)]);
    // Two films made of one differ in their padding alone; some are halves of the same.
    return sha256Of(bytes) === film.sha256 ? mismatch(other.bytes, film) : mismatch(bytes, film);
  },
  "broken off": (film, random) => ({
    code: "source_unreachable",
    sha256: film.sha256,
    serve(response) {
      response.writeHead(200, { "content-length": film.bytes.length });
      response.write(film.bytes.subarray(0, Math.floor(random() * film.bytes.length)), () => response.destroy());
    },
  }),
  "a film that is damaged as promised": (film, random) => {
    const bytes = film.bytes.subarray(0, Math.ceil((0.1 + random() * 0.85) * film.bytes.length));
    return { code: "not_an_mp4", serve: whole(bytes), sha256: sha256Of(bytes) };
  },
  "a film that is longer than promised": (film) => ({
    code: "duration_mismatch",
    serve: whole(film.bytes),
    sha256: film.sha256,
    seconds: 4,
  }),
};

export const s3Corruption: Proof = {
  name: "s3-corruption",
  promise: "of a source that is not what was promised nothing ever stands in the bucket under a final name",
  ground: inBucket,

  async run(desk, size) {
    const ledger = new Ledger();
    const { shelf, bucket, partBytes } = inBucket.tools;
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read"]);
    const before = new Set(await bucket.keys());
    const random = randomFrom(1);
    const film = (large: boolean) => freshFilm(desk.film.bytes, large ? partBytes + 700_000 : undefined);
    const [good, seen] = [new Set<string>(), new Map<string, number>()];
    let peeks = 0;

    const sources = Array.from({ length: SOURCES[size] }, (_, number) => number);
    await inParallel(sources, AT_ONCE, async (number) => {
      const large = number % LARGE_EVERY === 0;
      const [name = "", corrupt] = Object.entries(WAYS)[number % Object.keys(WAYS).length] ?? [];
      if (!corrupt) return;
      const { code, serve, sha256, seconds = desk.film.seconds } = corrupt(film(large), random, film(large));
      const url = shelf.lay(serve);
      const { id, end, status, message } = await send(desk, { url, sha256, seconds, project: "corrupt", key });
      shelf.take(url);
      seen.set(end, (seen.get(end) ?? 0) + 1);
      const right = end === code && status >= 400;
      ledger.look("each ends as failed, with the right code", right, `${number}, ${name}: ${status} ${end} ${message}`);
      ledger.look("each has an id to ask for", id !== "", `${number}, ${name}: ${message}`);
      if (number % SOUND_EVERY !== 0) return;
      const sound = film(number % (2 * SOUND_EVERY) === 0);
      const soundUrl = shelf.lay(sound.bytes);
      const told = await send(desk, {
        url: soundUrl,
        sha256: sound.sha256,
        seconds: desk.film.seconds,
        project: "sound",
        key,
      });
      shelf.take(soundUrl);
      ledger.look("sound ones in between are published", told.end === "published", `${told.end} ${told.message}`);
      const object = await bucket.read(`sound/${told.id}.mp4`);
      ledger.look("and stand in the bucket as they are", object?.equals(sound.bytes) === true, `sound/${told.id}.mp4`);
      good.add(`sound/${told.id}.mp4`);
      // In the midst of it, too: nothing of what is corrupt is there for a moment.
      const now = (await bucket.keys()).filter((one) => one.startsWith("corrupt/"));
      ledger.look("nothing of a corrupt source stands there meanwhile", now.length === 0, now.join());
      peeks += 1;
    });

    const [keys, open] = [await bucket.keys(), await bucket.openUploads()];
    const strange = keys.filter((one) => !good.has(one) && !before.has(one));
    ledger.look("0 objects of them stand in the bucket", strange.length === 0, () => strange.join(", "));
    ledger.look("no upload in parts is left open", open.length === 0, () => open.join(", "));
    ledger.look("nothing half-made is left in staging", halfMade(desk.filesDir).length === 0, () =>
      halfMade(desk.filesDir).join(),
    );
    ledger.figure("corrupted sources", sources.length);
    ledger.figure("ends", [...seen].map(([end, count]) => `${end} ${count}`).join(" · "));
    ledger.figure("sound ones", good.size);
    ledger.figure("looks in between", peeks);
    return ledger.outcome();
  },
};
