import { chmodSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inParallel } from "../ask";
import type { HarnessDesk } from "../desk";
import type { GroundWith } from "../ground";
import { Ledger, type Proof, type Size } from "../proof";
import { downloadOf } from "./download";
import { freshFilm, type MadeFilm } from "./films";
import { inBucket, type Bucket } from "./grounds/bucket";
import { plain } from "./grounds/plain";
import { eventually, send } from "./send";
import type { Shelf } from "./shelf";

/** A place where copies stand, and what may happen to them there. */
interface Place {
  readonly store: string;
  readonly read: (key: string) => Promise<Buffer | null>;
  readonly harms: Readonly<Record<string, (key: string, other: string) => Promise<void>>>;
}

interface Standing extends MadeFilm {
  readonly id: string;
  readonly key: string;
  readonly path: string;
}

const ROUNDS = { full: 4, short: 1 };
const AT_ONCE = 4;

const proofOn = <T extends { shelf: Shelf }>(
  name: string,
  {
    ground,
    places,
    ...rest
  }: { ground: GroundWith<T>; places: (desk: HarnessDesk) => Promise<Place[]> } & Pick<Proof, "cutElsewhere">,
): Proof => ({
  ...rest,
  name,
  promise:
    "a stored copy that is altered, cut, swapped, closed or gone is noticed, told once and healed; who reads meanwhile reads the film",
  ground,
  run: async (desk, size) => heal({ desk, size, shelf: ground.tools.shelf, places: await places(desk) }),
});

export const healing = proofOn("healing", {
  ground: plain,
  places: async (desk) => [
    folderPlace("local", join(desk.filesDir, "storage")),
    folderPlace(`local:${plain.tools.replica}`, plain.tools.replica),
  ],
});

export const healingInBucket = proofOn("healing-bucket", {
  ground: inBucket,
  cutElsewhere: "lib/domain/copies/copies-in-bucket.test.ts",
  async places(desk) {
    const { bucket, replica } = inBucket.tools;
    const [row] = await desk.sql<{ store: string }>("SELECT store FROM copies WHERE store LIKE 's3:%' LIMIT 1");
    return [bucketPlace(row?.store ?? "", bucket), folderPlace(`local:${replica}`, replica)];
  },
});

function bucketPlace(store: string, bucket: Bucket): Place {
  const rewrite = async (key: string, change: (bytes: Buffer) => Buffer) =>
    bucket.write(key, change((await bucket.read(key)) ?? Buffer.alloc(0)));
  return {
    store,
    read: (key) => bucket.read(key),
    harms: {
      altered: (key) => rewrite(key, spoilt),
      "cut short": (key) => rewrite(key, (bytes) => bytes.subarray(0, bytes.length >> 1)),
      removed: (key) => bucket.remove(key),
      "swapped with another": async (key, other) => {
        const [one, two] = [await bucket.read(key), await bucket.read(other)];
        if (one && two) await Promise.all([bucket.write(key, two), bucket.write(other, one)]);
      },
    },
  };
}

function spoilt(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const place = copy.length >> 1;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

function folderPlace(store: string, folder: string): Place {
  const at = (key: string) => join(folder, key);
  const harms: Record<string, (key: string, other: string) => Promise<void>> = {
    // In place, so that a second name of the same file is spoiled with it.
    altered: async (key) => writeFileSync(at(key), spoilt(readFileSync(at(key)))),
    "cut short": async (key) => truncateSync(at(key), 1000),
    removed: async (key) => rmSync(at(key)),
    "swapped with another": async (key, other) => {
      renameSync(at(key), `${at(key)}.moved`);
      renameSync(at(other), at(key));
      renameSync(`${at(key)}.moved`, at(other));
    },
  };
  // To root every file is open.
  if (process.getuid?.() !== 0) harms["closed to everybody"] = async (key) => chmodSync(at(key), 0);
  return {
    store,
    read: async (key) => {
      try {
        return readFileSync(at(key));
      } catch {
        return null;
      }
    },
    harms,
  };
}

interface Healing {
  readonly desk: HarnessDesk;
  readonly size: Size;
  readonly shelf: Shelf;
  readonly places: readonly Place[];
}

async function heal({ desk, size, shelf, places }: Healing) {
  const ledger = new Ledger();
  const { key } = await desk.keyWith(["deliveries:write", "deliveries:read", "videos:read"]);
  const deliver = () => deliverKept({ desk, shelf, key, stores: places.length });
  let [harmed, reads] = [0, 0];
  const cases = Array.from({ length: ROUNDS[size] }).flatMap(() =>
    places.flatMap((place) => Object.entries(place.harms).map(([what, harm]) => ({ place, what, harm }))),
  );
  await inParallel(cases, AT_ONCE, async ({ place, what, harm }) => {
    const [film, other] = [await deliver(), await deliver()];
    await harm(film.key, other.key);
    const name = `${what} in ${place.store}`;
    for (const one of what.startsWith("swapped") ? [film, other] : [film]) {
      harmed += 1;
      reads += await readMeanwhile({ desk, ledger, film: one, key, name });
      await checkNow(desk, one.id, key);
      const healed = await eventually(async () => isHealed(desk, place, one), 60);
      ledger.look("each is healed from the other copy", healed, () => `${name}: ${one.key}`);
      reads += await readMeanwhile({ desk, ledger, film: one, key, name: `${name}, afterwards` });
      const told = await toldOf(desk, one.id);
      ledger.look("each is noticed, and told once", told["copy.lost"] === 1, `${name}: ${JSON.stringify(told)}`);
      ledger.look("its end is told once", told["copy.healed"] === 1, `${name}: ${JSON.stringify(told)}`);
      for (const { read, store } of places) {
        const right = (await read(one.key))?.equals(one.bytes) === true;
        ledger.look("both copies have the right bytes then", right, `${name}: ${store}`);
      }
    }
  });
  const quiet = await deliver();
  await checkNow(desk, quiet.id, key);
  const told = await toldOf(desk, quiet.id);
  ledger.look("of sound copies nothing is told", Object.keys(told).length === 0, JSON.stringify(told));
  ledger.figure("harmed copies", harmed);
  ledger.figure("reads meanwhile", reads);
  return ledger.outcome();
}

/** Has every copy of a delivery read again. */
async function checkNow(desk: HarnessDesk, id: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  await desk.ask({ method: "POST", path: `/api/v1/deliveries/${id}/copies/check`, headers, body: "{}" });
}

async function isHealed(desk: HarnessDesk, place: Place, { id, key, bytes }: Standing): Promise<boolean> {
  const verified = (await statesOf(desk, id)).every(([, state]) => state === "verified");
  return verified && (await place.read(key))?.equals(bytes) === true;
}

/** A published film of which every store has a copy. Its staging copy is let go: it would be a third. */
async function deliverKept({
  desk,
  shelf,
  key,
  stores,
}: {
  desk: HarnessDesk;
  shelf: Shelf;
  key: string;
  stores: number;
}): Promise<Standing> {
  const film = freshFilm(desk.film.bytes);
  const url = shelf.lay(film.bytes);
  const { id, end, message } = await send(desk, {
    url,
    sha256: film.sha256,
    seconds: desk.film.seconds,
    project: "healing",
    key,
  });
  if (end !== "published") throw new Error(`A film to be harmed was not published: ${end} ${message}`);
  shelf.take(url);
  const everywhere = await eventually(
    async () => (await statesOf(desk, id)).filter(([, state]) => state === "verified").length === stores,
    60,
  );
  if (!everywhere)
    throw new Error(`The film has not come to ${stores} stores: ${JSON.stringify(await statesOf(desk, id))}`);
  rmSync(join(desk.filesDir, "staging", `${id}.mp4`), { force: true });
  const [row] = await desk.sql<{ video_id: string }>("SELECT video_id FROM deliveries WHERE id = $1", [id]);
  return { ...film, id, key: `healing/${id}.mp4`, path: `/api/v1/videos/${row?.video_id}/file` };
}

async function statesOf(desk: HarnessDesk, id: string): Promise<[store: string, state: string][]> {
  const rows = await desk.sql<{ store: string; state: string }>(
    "SELECT store, state FROM copies WHERE delivery_id = $1",
    [id],
  );
  return rows.map(({ store, state }) => [store, state]);
}

async function toldOf(desk: HarnessDesk, id: string): Promise<Record<string, number>> {
  const rows = await desk.sql<{ type: string; count: number }>(
    "SELECT type, count(*)::int AS count FROM outbox_events WHERE subject = $1 AND type LIKE 'copy.%' GROUP BY type",
    [`delivery:${id}`],
  );
  return Object.fromEntries(rows.map(({ type, count }) => [type, count]));
}

interface Reading {
  readonly desk: HarnessDesk;
  readonly ledger: Ledger;
  readonly film: Standing;
  readonly key: string;
  readonly name: string;
}

/** Whoever reads gets the film, from whichever copy stands. One whose bytes were spoiled in place looks like any other until it is read. */
async function readMeanwhile({ desk, ledger, film, key, name }: Reading): Promise<number> {
  const { status, bytes, whole } = await downloadOf(desk, { path: film.path, key });
  const gone = /removed|cut short|closed|afterwards/.test(name);
  if (gone)
    ledger.look(
      "who reads gets the film, from the copy that stands",
      status === 200 && whole && bytes.equals(film.bytes),
      `${name}: ${status}, ${bytes.length} bytes`,
    );
  else ledger.look("who reads gets an answer", status === 200 || status >= 500, `${name}: ${status}`);
  return 1;
}
