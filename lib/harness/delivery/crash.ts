import { setTimeout as pause } from "node:timers/promises";
import { jsonOf } from "../ask";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { freshFilm, type MadeFilm } from "./films";
import { inBucket } from "./grounds/bucket";
import { halfMade } from "./leftovers";
import { randomFrom } from "./mutate";
import { eventually, retry, untilOver } from "./send";

const KILLS = { full: 30, short: 5 };
const MOVE_KILLS = { full: 6, short: 2 };
/** So many wait their turn while the worker is killed. */
const WAITING = 4;
/** At the longest it carries something for so long before it dies. */
const LIFE_MS = 900;

interface Sent extends MadeFilm {
  readonly id: string;
  readonly url: string;
}

export const crash: Proof = {
  name: "crash",
  promise:
    "a worker killed in the middle of a delivery to S3, or of a move of all objects, leaves no part of a film under its name, and all of it comes to its end",
  ground: inBucket,

  async run(desk, size) {
    const ledger = new Ledger();
    const { shelf, bucket, partBytes } = inBucket.tools;
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read", "storage:manage"]);
    const random = randomFrom(7);
    const sent: Sent[] = [];

    const deliver = async () => {
      const film = freshFilm(desk.film.bytes, sent.length % 3 === 0 ? undefined : partBytes * 3 + 1000);
      const url = shelf.lay(film.bytes);
      sent.push({ ...film, url, id: await begin(desk, { url, sha256: film.sha256, key }) });
    };
    let inTheMidst = 0;
    for (let kill = 0; kill < KILLS[size]; kill++) {
      while ((await queued(desk)) < WAITING) await deliver();
      const began = await eventually(async () => (await carried(desk)) > 0, 30);
      await pause(random() * LIFE_MS);
      if (began && (await carried(desk)) > 0) inTheMidst += 1;
      await markKill(desk);
      desk.processes.worker.crash();
      await eventually(() => desk.processes.worker.pid() !== undefined);
      await lookIntoBucket(ledger, sent);
    }
    ledger.look(
      "most kills hit a delivery in its midst",
      inTheMidst >= KILLS[size] / 2,
      `${inTheMidst} of ${KILLS[size]}`,
    );
    ledger.figure("kills in the midst of a delivery", inTheMidst);

    let lost = 0;
    for (const { id, url } of sent) {
      const { end, message } = await untilOver(desk, id, key);
      ledger.look(
        "each delivery comes to an end that is said",
        ["published", "worker_lost"].includes(end),
        `${id}: ${end} ${message}`,
      );
      if (end !== "published") {
        lost += 1;
        const again = await retry(desk, { id, key });
        ledger.look(
          "one that was lost succeeds when it is tried again",
          again.end === "published",
          `${id}: ${again.end} ${again.message}`,
        );
      }
      shelf.take(url);
    }
    await lookIntoBucket(ledger, sent);
    for (const { id, bytes } of sent) {
      const there = await bucket.read(`crash/${id}.mp4`);
      ledger.look("in the end every film stands there whole", there?.equals(bytes) === true, `${id}: ${there?.length}`);
    }
    await move(desk, ledger, { key, kills: MOVE_KILLS[size] });

    // The sweep comes with every start of a worker, once nothing is under way.
    desk.processes.worker.crash();
    const swept = await eventually(async () => (await bucket.openUploads()).length === 0, 60);
    ledger.look("no upload in parts is left open after the sweep", swept, "some are");
    const clean = await eventually(() => halfMade(desk.filesDir).length === 0, 60);
    ledger.look("nothing half-made is left after the sweep", clean, () => halfMade(desk.filesDir).join());
    ledger.figure("kills", KILLS[size] + MOVE_KILLS[size]);
    ledger.figure("deliveries", sent.length);
    ledger.figure("lost and tried again", lost);
    return ledger.outcome();
  },
};

/** Leaves a delivery to the worker and does not wait for it. */
async function begin(
  desk: HarnessDesk,
  { url, sha256, key }: { url: string; sha256: string; key: string },
): Promise<string> {
  const answer = await desk.ask({
    method: "POST",
    path: "/api/v1/deliveries",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", prefer: "respond-async" },
    body: JSON.stringify({
      project_id: "crash",
      final_edit: { video_url: url, duration_seconds: desk.film.seconds, checksum: `sha256:${sha256}` },
      qc_report: { status: "pass" },
    }),
  });
  const id = jsonOf(answer)?.["audit_log_id"];
  if (typeof id !== "string") throw new Error(`The delivery was not taken: ${answer.status} ${answer.text}`);
  return id;
}

async function queued(desk: HarnessDesk): Promise<number> {
  const [row] = await desk.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM deliveries WHERE status = 'queued'",
  );
  return row?.count ?? 0;
}

/** What the worker that lives now carries: what a dead one carried is on record so until it is buried. */
async function carried(desk: HarnessDesk): Promise<number> {
  const [row] = await desk.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM deliveries WHERE status IN ('fetching', 'verifying') AND started_at > $1",
    [lastKill],
  );
  return row?.count ?? 0;
}

let lastKill = new Date(0);

async function markKill(desk: HarnessDesk): Promise<void> {
  const [row] = await desk.sql<{ now: Date }>("SELECT now()");
  lastKill = row?.now ?? lastKill;
}

/** Whatever stands under a final name is a whole film. */
async function lookIntoBucket(ledger: Ledger, sent: readonly Sent[]): Promise<void> {
  const { bucket } = inBucket.tools;
  const films = new Map(sent.map(({ id, bytes }) => [`crash/${id}.mp4`, bytes]));
  for (const key of (await bucket.keys()).filter((name) => name.startsWith("crash/"))) {
    const [there, film] = [await bucket.read(key), films.get(key)];
    const fine = there !== null && film?.equals(there) === true;
    ledger.look("what stands under a final name is whole", fine, `${key}: ${there?.length} of ${film?.length} bytes`);
  }
}

/** All objects from the bucket into the folder, and back, under kills. */
async function move(desk: HarnessDesk, ledger: Ledger, { key, kills }: { key: string; kills: number }): Promise<void> {
  const { bucket, replica } = inBucket.tools;
  const folder = `local:${replica}`;
  const [row] = await desk.sql<{ store: string }>("SELECT store FROM copies WHERE store LIKE 's3:%' LIMIT 1");
  const inS3 = row?.store ?? "";
  const before = await bucket.keys();
  for (const [source, target] of [
    [inS3, folder],
    [folder, inS3],
  ] as const) {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const asked = await desk.ask({
      method: "POST",
      path: "/api/v1/storage-moves",
      headers,
      body: JSON.stringify({ source, target, remove_source: true }),
    });
    const id = jsonOf(asked)?.["id"];
    ledger.look("a move begins", asked.status === 201, `${asked.status} ${asked.text}`);
    if (asked.status !== 201) return;
    for (let kill = 0; kill < kills / 2; kill++) {
      await pause(700);
      desk.processes.worker.crash();
    }
    let told: Record<string, unknown> = {};
    const over = await eventually(async () => {
      told = jsonOf(await desk.ask({ path: `/api/v1/storage-moves/${String(id)}`, headers })) ?? {};
      return told["status"] !== "running";
    }, 180);
    const complete = told["status"] === "finished" && told["failed"] === 0 && told["done"] === told["total"];
    ledger.look("a move ends complete", over && complete, () => `${source}: ${JSON.stringify(told)}`);
    const left = source === inS3 ? await bucket.keys() : [];
    ledger.look("the source is empty then", left.length === 0, () => left.join());
  }
  const after = await bucket.keys();
  const same = before.length === after.length && before.every((name, place) => name === after[place]);
  ledger.look(
    "after a move there and back all stands where it stood",
    same,
    `${before.length} objects, then ${after.length}`,
  );
}
