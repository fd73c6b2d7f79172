import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { drawPoster } from "./draw-poster";

const PATH = process.env["PATH"] ?? "";
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "marquee-poster-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  process.env["PATH"] = PATH;
});

describe.each([
  { decoder: "ffmpeg where there is one", path: PATH },
  { decoder: "the decoder that npm brought", path: "/nowhere" },
])("a poster drawn by $decoder", ({ path }) => {
  it.each([
    { film: "harbour-at-night", width: 960, height: 540 },
    { film: "winter-greens", width: 540, height: 960 },
    { film: "mechanical-watch", width: 720, height: 720 },
  ])("is a JPEG in the shape of $film, and shows something", async ({ film, width, height }) => {
    process.env["PATH"] = path;
    const poster = join(folder, "posters", `${film}.jpg`);
    await drawPoster({ film: `prisma/seed/films/${film}.mp4`, poster });
    expect(await sharp(poster).metadata()).toMatchObject({ format: "jpeg", width, height });
    const { channels } = await sharp(await sharp(poster).greyscale().toBuffer()).stats();
    expect(channels[0]?.stdev).toBeGreaterThan(18);
    expect((await readdir(join(folder, "posters"))).filter((name) => !name.endsWith(".jpg"))).toEqual([]);
  });

  it("leaves the old poster and nothing else when a film cannot be decoded", async () => {
    process.env["PATH"] = path;
    const own = await mkdtemp(join(folder, "own-"));
    const poster = join(own, "poster.jpg");
    await writeFile(poster, "the old one");
    const film = join(folder, "no-film.mp4");
    await writeFile(film, "<html>");
    await expect(drawPoster({ film, poster })).rejects.toThrow("No poster could be drawn");
    expect(await readdir(own)).toEqual(["poster.jpg"]);
    expect(await readFile(poster, "utf8")).toBe("the old one");
  });
});
