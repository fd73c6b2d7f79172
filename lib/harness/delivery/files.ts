import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/lib/infra/project-root";
import { inParallel } from "../ask";
import { Ledger, type Proof } from "../proof";
import { damagedFilms, type DamagedFilm } from "./damaged-films";
import { filesBelow, halfMade } from "./leftovers";
import { byOurselves, byZzuf } from "./mutate";
import { padded } from "@/lib/testing/mp4-boxes";
import { ensureProgram } from "./programs";
import { send, sha256Of } from "./send";
import { plain } from "./grounds/plain";
import { watchProcesses } from "./watch";

const OF_EACH_KIND = { full: Infinity, short: 4 };
const WARM_UP = { full: 60, short: 12 };
const AT_ONCE = 6;
const MOST_SECONDS = 30;
const MEMORY = { most: 512, above: { web: 96, worker: 64 } };
const REFUSALS = new Set(["not_an_mp4", "duration_mismatch"]);

export const files: Proof = {
  name: "files",
  promise: "no damaged or lying MP4 is published, whatever its checksum says; nothing crashes, waits or swells over it",
  ground: plain,

  async run(desk, size) {
    const ledger = new Ledger();
    const { shelf } = plain.tools;
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read"]);
    const zzuf = await ensureProgram("zzuf");
    const judge = await ensureProgram("ffmpeg");
    ledger.figure("bits turned by", zzuf ? "zzuf" : "our own seeded mutator: zzuf is not there (apt-get install zzuf)");
    const films = damagedFilms(desk.film.bytes, otherFilms(), zzuf ? byZzuf : byOurselves);
    const taken = fewOfEachKind(films, OF_EACH_KIND[size]).filter(({ bytes }) => !bytes.equals(desk.film.bytes));

    const deliver = async (bytes: Buffer, seconds = desk.film.seconds) => {
      const url = shelf.lay(bytes);
      return send(desk, { url, sha256: sha256Of(bytes), seconds, project: "files", key }).finally(() =>
        shelf.take(url),
      );
    };
    const sound = (text: string) => padded(desk.film.bytes, desk.film.bytes.length + 64, (room) => room.write(text));
    // What is published in between says that the desk still works.
    let published = 0;
    const publishSound = async (text: string) => {
      const { end } = await deliver(sound(text));
      ledger.look("a sound film is published before, between and after them", end === "published", `${text}: ${end}`);
      if (end === "published") published += 1;
    };
    // What comes before the watch warms the processes up: their heaps grow to what the work wants.
    for (let number = 1; number <= WARM_UP[size]; number++) await publishSound(`before ${number}`);

    const watched = watchProcesses(desk);
    const harmless: string[] = [];
    let [refused, slowest] = [0, 0];
    await inParallel(taken.entries(), AT_ONCE, async ([number, made]) => {
      if (number % 60 === 59) await publishSound(`between ${number}`);
      const { end, status, seconds, message } = await deliver(made.bytes, made.seconds);
      slowest = Math.max(slowest, seconds);
      ledger.look("each comes to its end within 30 s", seconds < MOST_SECONDS, `${made.name}: ${seconds} s`);
      if (end === "published") {
        published += 1;
        const fault = judge ? faultOf(made, desk.dataDir) : "ffmpeg is not there to judge it";
        ledger.look("none is published in which a decoder finds a fault", fault === "", `${made.name}: ${fault}`);
        if (fault === "") harmless.push(made.name);
        return;
      }
      refused += 1;
      const right = REFUSALS.has(end) && status === 422;
      ledger.look("each is refused as what it is", right, `${made.name}: ${status} ${end} ${message}`);
    });
    await publishSound("after");
    watched.tell(ledger, MEMORY);

    ledger.look("nothing half-made is left", halfMade(desk.filesDir).length === 0, () =>
      halfMade(desk.filesDir).join(),
    );
    const stored = filesBelow(join(desk.filesDir, "storage")).length;
    ledger.look("what stands in storage is what was published", stored === published, `${stored}, not ${published}`);
    ledger.figure("damaged", taken.length - harmless.length);
    ledger.figure("refused", refused);
    ledger.figure("not damaged as a decoder sees it", harmless.length === 0 ? 0 : harmless.join("; "));
    ledger.figure("slowest s", slowest);
    return ledger.outcome();
  },
};

function otherFilms(): Buffer[] {
  const folder = join(projectRoot(), "prisma/seed/films");
  const names = readdirSync(folder).filter((name) => name.endsWith(".mp4") && name !== "harbour-at-night.mp4");
  return names.map((name) => readFileSync(join(folder, name)));
}

function fewOfEachKind(films: readonly DamagedFilm[], most: number): DamagedFilm[] {
  return [...Map.groupBy(films, ({ kind }) => kind).values()].flatMap((alike) => {
    const step = Math.max(1, Math.floor(alike.length / most));
    return alike.filter((_film, place) => place % step === 0).slice(0, most);
  });
}

/** What an independent decoder complains of when it plays all of it; empty where nothing. */
function faultOf({ bytes }: DamagedFilm, folder: string): string {
  const path = join(folder, "judged.mp4");
  writeFileSync(path, bytes);
  const reading = ["-v", "error", "-xerror", "-nostdin", "-protocol_whitelist", "file,pipe", "-f", "mov", "-i", path];
  const playing = ["-map", "0", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-"];
  const { status, stderr } = spawnSync("ffmpeg", [...reading, ...playing], { timeout: 60_000 });
  rmSync(path);
  return status === 0
    ? stderr.toString().trim().slice(0, 200)
    : `it ends with ${status}: ${stderr.toString().slice(0, 200)}`;
}
