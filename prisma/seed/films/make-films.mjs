/**
 * Makes the demo films beside it: draws each scene frame by frame (SVG), gives it a soft two-note
 * pad, and writes an H.264 and AAC MP4 whose index stands first. Run it by hand after changing a
 * scene, from the root of the project, and commit what it writes:
 *
 *     npx node prisma/seed/films/make-films.mjs            all films
 *     npx node prisma/seed/films/make-films.mjs bread      those whose name begins so
 *
 * It takes some ten seconds a film. The films are kept under 350 KB each, since every clone carries them.
 * The bytes may differ between versions of the encoder; nothing but the films themselves depends on them.
 */
import { rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { registerMediabunnyServer } from "@mediabunny/server";
import {
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from "mediabunny";
import sharp from "sharp";
import { bread } from "./scenes/bread.mjs";
import { glassblower } from "./scenes/glassblower.mjs";
import { greens } from "./scenes/greens.mjs";
import { harbour } from "./scenes/harbour.mjs";
import { lighthouse } from "./scenes/lighthouse.mjs";
import { rivers } from "./scenes/rivers.mjs";
import { quietTrain } from "./scenes/train.mjs";
import { watch } from "./scenes/watch.mjs";
import { windows } from "./scenes/windows.mjs";

const FRAMES_PER_SECOND = 24;
const SOUND_RATE = 48_000;
const MOST_BYTES = 350_000;
const HERE = dirname(fileURLToPath(import.meta.url));

/** The second cut of the bread film is the first in the light of the late afternoon: red, green and blue made anew. */
const EVENING = [
  [0.97, 0.05, 0],
  [0.02, 0.87, 0],
  [0.03, 0.06, 0.7],
];

const FILMS = {
  "harbour-at-night": harbour,
  "bread-first-rise-v1": bread,
  "bread-first-rise-v2": { ...bread, grade: EVENING },
  "nine-windows": windows,
  "mechanical-watch": watch,
  "what-rivers-remember": rivers,
  glassblower,
  "quietest-train": quietTrain,
  "winter-greens": greens,
  "lighthouse-log": lighthouse,
};

/** One frame's pixels, RGBA. */
async function frame(scene, index) {
  const drawn = sharp(Buffer.from(scene.draw(index / FRAMES_PER_SECOND))).removeAlpha();
  const graded = scene.grade ? drawn.recomb(scene.grade) : drawn;
  return graded.ensureAlpha().raw().toBuffer();
}

/** The pad: two notes and their octaves, each slightly doubled, breathing slowly; faded in and out. */
function sound({ notes, seconds }) {
  const samples = new Float32Array(Math.round(seconds * SOUND_RATE));
  for (let index = 0; index < samples.length; index++) {
    const t = index / SOUND_RATE;
    const fade = Math.min(1, t / 1.2, (seconds - t) / 1.6);
    let value = 0;
    for (const [voice, note] of notes.entries()) {
      const breath = 0.6 + 0.4 * Math.sin(t * 0.9 + voice * 2.4);
      for (const [times, loud] of [
        [1, 0.5],
        [1.004, 0.34],
        [2, 0.16],
        [3, 0.05],
      ])
        value += breath * loud * Math.sin(Math.PI * 2 * note * times * t);
    }
    samples[index] = value * 0.13 * fade ** 2;
  }
  return samples;
}

async function makeFilm(name, scene, bitrate) {
  const path = join(HERE, `${name}.mp4`);
  const target = new FilePathTarget(path);
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const video = new VideoSampleSource({ codec: "avc", quality: new Quality({ bitrate }), keyFrameInterval: 4 });
  const audio = new AudioSampleSource({ codec: "aac", quality: new Quality({ bitrate: 40_000 }) });
  output.addVideoTrack(video, { frameRate: FRAMES_PER_SECOND });
  output.addAudioTrack(audio);
  await output.start();
  const pad = sound(scene);
  const frames = scene.seconds * FRAMES_PER_SECOND;
  // Three frames are drawn ahead, so that drawing and encoding share the processors.
  const ahead = new Map();
  const drawn = (index) => {
    if (!ahead.has(index) && index < frames) ahead.set(index, frame(scene, index));
    return ahead.get(index);
  };
  for (let index = 0; index < frames; index++) {
    for (let next = index + 1; next <= index + 3; next++) drawn(next);
    const pixels = await drawn(index);
    ahead.delete(index);
    const sample = new VideoSample(pixels, {
      format: "RGBA",
      codedWidth: scene.width,
      codedHeight: scene.height,
      timestamp: index / FRAMES_PER_SECOND,
      duration: 1 / FRAMES_PER_SECOND,
    });
    await video.add(sample);
    sample.close();
    const [from, to] = [index, index + 1].map((at) => Math.round((at / frames) * pad.length));
    const heard = new AudioSample({
      data: pad.subarray(from, to),
      format: "f32",
      numberOfChannels: 1,
      sampleRate: SOUND_RATE,
      timestamp: from / SOUND_RATE,
    });
    await audio.add(heard);
    heard.close();
  }
  await output.finalize();
  return path;
}

registerMediabunnyServer({ hardwareContext: null });
for (const [name, scene] of Object.entries(FILMS)) {
  if (!name.startsWith(process.argv[2] ?? "")) continue;
  const bytes = 250_000;
  const path = await makeFilm(name, scene, Math.round((bytes * 8) / scene.seconds) - 48_000);
  const { size: found } = await stat(path);
  console.log(`${name}.mp4: ${scene.seconds} s, ${Math.round(found / 1000)} KB`);
  if (found > MOST_BYTES) {
    await rm(path);
    throw new Error(`${name} came out larger than ${MOST_BYTES} bytes.`);
  }
}
