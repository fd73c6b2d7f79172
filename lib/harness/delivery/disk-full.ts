import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { MARK } from "@/lib/infra/storage/mounted-folder";
import type { HarnessDesk } from "../desk";
import { Ledger, type Proof } from "../proof";
import { freshFilm, type MadeFilm } from "./films";
import { fullLog } from "./full-log";
import { mountObstacle, smallDisks } from "./grounds/small-disks";
import { filesBelow, halfMade } from "./leftovers";
import { eventually, retry, send, type Ended } from "./send";
import { whole, type Serve } from "./shelf";
import { beginUpload } from "./tus";

const MIB = 1024 * 1024;
const ROUNDS = { full: 100, short: 10 };
const MOST_SECONDS = 30;
/** What the desk leaves free for others, see stage-source.ts. */
const RESERVE = 64 * MIB;

interface Scene {
  readonly desk: HarnessDesk;
  readonly ledger: Ledger;
  readonly key: string;
  readonly film: MadeFilm;
  readonly name: string;
}

type Step = (scene: Scene) => Promise<void>;

const unsized =
  (bytes: Buffer): Serve =>
  (response) => {
    // Without a length, so nobody can know beforehand that there is no room.
    response.writeHead(200, { "content-type": "video/mp4", "transfer-encoding": "chunked" });
    response.end(bytes);
  };

/** Moments at which there is no room left, and how a delivery meets each. */
const STEPS: Readonly<Record<string, Step>> = {
  "before the first byte": (scene) => {
    smallDisks.tools.files.fill(RESERVE + MIB);
    return failsThenSucceeds(scene, whole(scene.film.bytes));
  },
  "in the middle of a fetch of unknown length": (scene) => {
    smallDisks.tools.files.fill(3 * MIB);
    return failsThenSucceeds(scene, unsized(scene.film.bytes));
  },
  "in the middle of a fetch that had room": (scene) =>
    failsThenSucceeds(scene, (response) => {
      const { bytes } = scene.film;
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, MIB), () => {
        smallDisks.tools.files.fill(0);
        response.end(bytes.subarray(MIB));
      });
    }),
  "while it is stored": (scene) => {
    smallDisks.tools.storage.fill(MIB);
    return failsThenSucceeds(scene, whole(scene.film.bytes));
  },
  "while it is stored, with no name left": (scene) => {
    smallDisks.tools.storage.takeNames();
    return failsThenSucceeds(scene, whole(scene.film.bytes));
  },
  "while a second copy is made": replicates,
  "while a piece of an upload is written": uploadsOn,
};

export const diskFull: Proof = {
  name: "disk-full",
  promise:
    "a disk that is full at any step is said so in plain words, leaves nothing behind, and the next try has its room",
  ground: smallDisks,
  // Most containers may not mount anything; there a file that is always full stands in, in the unit's own test.
  get cutElsewhere() {
    return mountObstacle() === undefined ? undefined : "lib/infra/staging/stage-source.test.ts";
  },

  async run(desk, size) {
    const ledger = new Ledger();
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read"]);
    const lives = { web: desk.processes.web.pid(), worker: desk.processes.worker.pid() };
    const steps = Object.entries(STEPS);
    for (let round = 0; round < ROUNDS[size]; round++) {
      const [name = "", step] = steps[round % steps.length] ?? [];
      const film = freshFilm(desk.film.bytes, 6 * MIB);
      try {
        await step?.({ desk, ledger, key, film, name });
      } finally {
        freeAll();
      }
      ledger.look(
        "nothing half-made is left",
        halfMade(desk.filesDir).length === 0,
        () => `${name}: ${halfMade(desk.filesDir).join()}`,
      );
      await makeRoom(desk);
    }
    await fullLog(desk, ledger, key);
    for (const [name, pid] of Object.entries(lives)) {
      const now = desk.processes[name === "web" ? "web" : "worker"].pid();
      ledger.look(`the ${name} lives on`, now === pid, `it was process ${pid} and is ${now}`);
    }
    ledger.figure("rounds", ROUNDS[size]);
    ledger.figure("steps", steps.length + 1);
    return ledger.outcome();
  },
};

const objectsIn = (folder: string) => filesBelow(folder).filter((name) => name.endsWith(".mp4"));

function freeAll(): void {
  const { files, storage, replica } = smallDisks.tools;
  for (const disk of [files, storage, replica]) disk.free();
}

/** The disks are small: what was published goes, with its record of copies, or nothing would fit soon. */
async function makeRoom(desk: HarnessDesk): Promise<void> {
  const { storage, replica } = smallDisks.tools;
  const lacking = "SELECT 1 FROM copies GROUP BY delivery_id HAVING count(*) < 2";
  await eventually(async () => (await desk.sql(lacking)).length === 0, 30);
  await desk.sql("DELETE FROM copies");
  for (const { folder } of [storage, replica]) for (const name of objectsIn(folder)) rmSync(join(folder, name));
}

/** Fails for want of room, clearly; and succeeds when there is some. */
async function failsThenSucceeds({ desk, ledger, key, film, name }: Scene, serve: Serve): Promise<void> {
  const { shelf, storage } = smallDisks.tools;
  let now = serve;
  const url = shelf.lay((response, request) => now(response, request));
  const end = await send(desk, { url, sha256: film.sha256, seconds: desk.film.seconds, project: "full", key });
  lookAtEnd(ledger, name, end);
  const stored = objectsIn(storage.folder);
  ledger.look("nothing stands under a final name", stored.length === 0, `${name}: ${stored.join()}`);
  ledger.look(
    "nothing half-made is left behind it",
    halfMade(desk.filesDir).length === 0,
    () => `${name}: ${halfMade(desk.filesDir).join()}`,
  );
  freeAll();
  now = whole(film.bytes);
  const again = await retry(desk, { id: end.id, key });
  ledger.look(
    "with room again, the next try succeeds",
    again.end === "published",
    `${name}: ${again.end} ${again.message}`,
  );
  shelf.take(url);
}

function lookAtEnd(ledger: Ledger, name: string, { end, status, seconds, message }: Ended): void {
  ledger.look(
    "the end is 503 storage_full",
    status === 503 && end === "storage_full",
    `${name}: ${status} ${end} ${message}`,
  );
  ledger.look("and comes in time", seconds < MOST_SECONDS, `${name}: ${seconds} s`);
}

/** The film is published all the same; its second copy comes when there is room. */
async function replicates({ desk, ledger, key, film, name }: Scene): Promise<void> {
  const { shelf, replica } = smallDisks.tools;
  replica.fill(MIB);
  const url = shelf.lay(film.bytes);
  const { id, end } = await send(desk, { url, sha256: film.sha256, seconds: desk.film.seconds, project: "full", key });
  ledger.look("a full replica keeps no film from being published", end === "published", `${name}: ${end}`);
  await pause(500);
  // What is looked for there, to know the two places apart, comes and goes by itself.
  const there = () => filesBelow(replica.folder).filter((one) => one !== "ballast" && one !== MARK);
  const bare = await eventually(() => there().length === 0, 10);
  ledger.look("nothing of a copy that had no room is left", bare, () => `${name}: ${there().join()}`);
  const copies = await desk.sql("SELECT 1 FROM copies WHERE delivery_id = $1 AND state = 'verified'", [id]);
  ledger.look("and no copy is claimed", copies.length === 1, `${name}: ${copies.length} copies`);
  replica.free();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const look = () => desk.ask({ method: "POST", path: `/api/v1/deliveries/${id}/copies/check`, headers, body: "{}" });
  await look();
  const made = await eventually(() => objectsIn(replica.folder).length === 1, 60);
  ledger.look("with room again, the second copy is made", made, name);
  shelf.take(url);
}

/** What had come before the disk was full stays, and the upload goes on from there. */
async function uploadsOn({ desk, ledger, key, film, name }: Scene): Promise<void> {
  const { files } = smallDisks.tools;
  const sender = await beginUpload(desk, { key, bytes: film.bytes.length, fileName: "full.mp4" });
  files.fill(2 * MIB);
  let said = { status: 0, text: "" };
  // Whoever still sends may find the connection closed before the answer is read; a client sends again then.
  for (let tries = 0; said.status === 0 && tries < 5; tries++) {
    const offset = await sender.offset();
    said = await sender.send(film.bytes.subarray(offset), { offset });
  }
  const { status, text } = said;
  ledger.look(
    "a piece without room is 503 storage_full",
    status === 503 && text.includes("storage_full"),
    `${name}: ${status} ${text}`,
  );
  files.free();
  const offset = await sender.offset();
  ledger.look("what had room is kept", offset <= film.bytes.length, `${name}: ${offset}`);
  const rest = await sender.send(film.bytes.subarray(offset), { offset });
  ledger.look("with room again, the rest is taken", rest.status === 204, `${name}: ${rest.status} ${rest.text}`);
  const url = `upload:${sender.id}`;
  const end = await send(desk, { url, sha256: film.sha256, seconds: desk.film.seconds, project: "full", key });
  ledger.look("and the upload is published", end.end === "published", `${name}: ${end.end} ${end.message}`);
}
