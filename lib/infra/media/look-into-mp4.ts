/**
 * The program dist/look-into-mp4.js: decides whether a file is truly a final MP4 and prints one
 * line of JSON, a `Look`. It runs in a process of its own (see inspect-mp4.ts), since a lying file
 * may make any reader run out of memory or time. Its one argument is the file's path.
 */
import { open } from "node:fs/promises";
import { askFfprobe } from "./ask-ffprobe";
import { NotAnMp4, type Look } from "./media-facts";
import { endWithParent } from "./end-with-parent";
import { readTracks } from "./read-tracks";
import { walkBoxes } from "./walk-boxes";

async function lookIntoMp4(path: string): Promise<Look> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      await walkBoxes(file, size);
    } finally {
      await file.close();
    }
    const facts = await readTracks(path);
    await askFfprobe(path, facts.duration_seconds);
    return { ok: true, facts };
  } catch (error) {
    if (error instanceof NotAnMp4) return { ok: false, reason: error.message };
    // What the readers throw over a mangled file is of use to us, not to a person.
    process.stderr.write(`${String(error)}\n`);
    return { ok: false, reason: "The file is damaged: its contents contradict its index." };
  }
}

endWithParent();
const look = await lookIntoMp4(process.argv[2] ?? "");
process.stdout.write(`${JSON.stringify(look)}\n`, () => process.exit(0));
