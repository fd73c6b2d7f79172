import { inParallel } from "../ask";
import { Ledger, type Proof } from "../proof";
import { downloadOf } from "./download";
import { freshFilm } from "./films";
import { plain } from "./grounds/plain";
import { filesBelow } from "./leftovers";
import { randomFrom } from "./mutate";
import { eventually, send } from "./send";
import { beginUpload } from "./tus";
import { watchProcesses } from "./watch";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const MIB = 1024 * 1024;
const CUTS = 20;
const PIECE = 8 * MIB;
/** How large the files are; while the last one is sent, web is killed in the middle. */
const SIZES = { full: [1 * MIB, 12 * MIB, 40 * MIB, 200 * MIB, 60 * MIB], short: [8 * MIB, 24 * MIB] };
const AT_ONCE = 2;
/** How often a whole piece may be told that the one before it is still let go; and how often after a death, for its lease. */
const LOCKED = { most: 3, afterDeath: 90 };
/** The share of what was sent before the cuts that has to be kept at least: a busy machine has read little when a socket breaks. */
const KEPT = 0.1;
const LOCKED_WAIT_MS = 500;
const MEMORY = { most: 512, above: { web: 128, worker: 96 } };

export const uploads: Proof = {
  name: "uploads",
  promise:
    "an upload that is cut twenty times, and once by a kill -9 of the web process, ends with the right bytes and is published",
  ground: plain,

  async run(desk, size) {
    const ledger = new Ledger();
    const { key } = await desk.keyWith(["deliveries:write", "deliveries:read", "videos:read"]);
    const sizes = SIZES[size];
    const watched = watchProcesses(desk);
    let [pieces, keptAtAll] = [0, 0];

    const upload = async (bytes: number, at: { cut?: number; killed?: boolean }) => {
      const film = freshFilm(desk.film.bytes, bytes);
      const random = randomFrom(bytes);
      const sender = await beginUpload(desk, { key, bytes, fileName: `cut ${bytes}.mp4` });
      const cuts = at.cut ?? CUTS;
      const share = { kept: 0, sent: 0 };
      /** Sends a piece to its end, and looks that it arrived whole. Answers where the upload is then. */
      const sendWhole = async (most: number): Promise<number> => {
        for (let locked = 0; ; locked++) {
          const offset = await sender.offset();
          const piece = film.bytes.subarray(offset, offset + PIECE);
          const { status, text } = await sender.send(piece, { offset });
          if (status === 423 && locked < most) {
            await pause(LOCKED_WAIT_MS);
            continue;
          }
          const now = await sender.offset();
          ledger.look(
            "a piece that is not cut is taken whole",
            status === 204 && now === offset + piece.length,
            `${bytes} bytes at ${offset}, after ${locked} times locked: ${status} ${text}, and now at ${now}`,
          );
          pieces += 1;
          // Where it was not taken: no other try is made, or a defect would never end.
          return status === 204 ? now : bytes;
        }
      };
      for (let cut = 0; cut < cuts; cut++) {
        const offset = await sender.offset();
        // Each time a part of what an even share would be, so that something is left for the next.
        const even = Math.max(2, Math.floor((bytes - offset) / (cuts - cut + 1)));
        const cutAfter = 1 + Math.floor(random() * Math.min(even, PIECE - 1));
        const sending = sender.send(film.bytes.subarray(offset, offset + PIECE), { offset, cutAfter });
        if (at.killed && cut === CUTS >> 1) desk.processes.web.crash();
        await sending;
        pieces += 1;
        const now = await sender.offset();
        ledger.look(
          "after a cut it stands between where it stood and what was sent",
          now >= offset && now <= offset + cutAfter,
          `${bytes} bytes, cut ${cut}: from ${offset} to ${now}, of ${cutAfter} sent`,
        );
        share.kept += now - offset;
        share.sent += cutAfter;
        if (now > offset) keptAtAll += 1;
        // The dead process held the right to write; cuts that nobody takes would show nothing.
        if (at.killed && cut === CUTS >> 1) await sendWhole(LOCKED.afterDeath);
      }
      ledger.look(
        "what is sent before the cuts makes the upload grow",
        share.kept > share.sent * KEPT,
        `${bytes} bytes: ${share.kept} of ${share.sent} sent`,
      );
      for (let offset = await sender.offset(); offset < bytes;) offset = await sendWhole(LOCKED.most);
      const project = "uploaded";
      const told = await send(desk, {
        url: `upload:${sender.id}`,
        sha256: film.sha256,
        seconds: desk.film.seconds,
        project,
        key,
      });
      ledger.look(
        "it is published with the checksum it was promised with",
        told.end === "published",
        `${bytes} bytes: ${told.end} ${told.message}`,
      );
      const [row] = await desk.sql<{ video_id: string }>("SELECT video_id FROM deliveries WHERE id = $1", [told.id]);
      const { bytes: back } = await downloadOf(desk, { path: `/api/v1/videos/${row?.video_id}/file`, key });
      ledger.look("what comes back is what was sent", back.equals(film.bytes), `${bytes} bytes: ${back.length}`);
    };

    await inParallel(sizes.slice(0, -1), AT_ONCE, (bytes) => upload(bytes, {}));
    watched.tell(ledger, MEMORY);
    await upload(sizes.at(-1) ?? MIB, { killed: true });

    const lie = freshFilm(desk.film.bytes, 2 * MIB);
    const sender = await beginUpload(desk, { key, bytes: lie.bytes.length, fileName: "a lie.mp4" });
    await sender.send(lie.bytes, { offset: 0 });
    const wrong = {
      url: `upload:${sender.id}`,
      sha256: freshFilm(desk.film.bytes).sha256,
      seconds: desk.film.seconds,
      project: "lie",
      key,
    };
    const refused = await send(desk, wrong);
    ledger.look(
      "one that is not what was promised is refused",
      refused.end === "checksum_mismatch",
      `${refused.end} ${refused.message}`,
    );
    const folder = join(desk.filesDir, "uploads");
    const cleared = await eventually(() => filesBelow(folder).every((name) => name.includes(sender.id)));
    ledger.look("what was delivered is cleared away", cleared, () => filesBelow(folder).join());
    ledger.figure("uploads", sizes.length);
    ledger.figure("cuts", sizes.length * CUTS);
    ledger.figure("cuts of which something was kept", keptAtAll);
    ledger.figure("pieces", pieces);
    ledger.figure("largest MiB", Math.max(...sizes) / MIB);
    return ledger.outcome();
  },
};
