import { copyFile, mkdtemp, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withEdit } from "@/lib/testing/mp4-boxes";
import { inspectMp4 } from "./inspect-mp4";

const FILM = "prisma/seed/films/quietest-train.mp4";
const PATH = process.env["PATH"] ?? "";

let folder = "";
let film: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "marquee-media-"));
  film = await readFile(FILM);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  process.env["PATH"] = PATH;
});

async function lookAt(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.mp4`);
  await writeFile(path, bytes);
  const look = await inspectMp4(path);
  return look.ok ? "accepted" : look.reason;
}

function box(type: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

/** The top-level boxes of a sound MP4. */
function boxesOf(file: Buffer): { type: string; bytes: Buffer }[] {
  const boxes = [];
  for (let at = 0; at < file.length;) {
    const size = file.readUInt32BE(at);
    boxes.push({ type: file.toString("latin1", at + 4, at + 8), bytes: file.subarray(at, at + size) });
    at += size;
  }
  return boxes;
}

function boxOf(type: string): Buffer {
  const found = boxesOf(film).find((each) => each.type === type);
  if (found === undefined) throw new Error(`The film has no ${type} box.`);
  return Buffer.from(found.bytes);
}

const FTYP = box("ftyp", Buffer.from("isom\0\0\0\0isommp42", "latin1"));
const BOTH_WAYS = [
  { with: "with ffprobe where there is one", path: PATH },
  { with: "without ffprobe", path: "/nowhere" },
];

describe.each(BOTH_WAYS)("looking into an MP4, $with", ({ path }) => {
  const here = () => {
    process.env["PATH"] = path;
  };

  it("tells the facts of a real film", async () => {
    here();
    const look = await inspectMp4(FILM);
    expect(look).toMatchObject({
      ok: true,
      facts: { width: 960, height: 540, frames_per_second: 24, video_codec: "h264", audio_codec: "aac" },
    });
    expect(Math.abs((look.ok ? look.facts.duration_seconds : 0) - 7)).toBeLessThan(0.1);
  });

  it("refuses the film cut short anywhere, by a tenth or by a single byte", async () => {
    here();
    const lengths = [
      1,
      7,
      12,
      31,
      40,
      900,
      ...[0.1, 0.5, 0.9, 0.99].map((part) => Math.floor(film.length * part)),
      film.length - 1,
    ];
    for (const length of lengths) {
      expect(await lookAt(film.subarray(0, length)), `${length} bytes`).toMatch(
        /cut short|too short|ends within|makes no sense|no index/,
      );
    }
  });

  it("refuses a film whose media data claims to go on to the end and is cut", async () => {
    here();
    const toTheEnd = Buffer.from(film);
    const place = film.length - boxOf("mdat").length;
    expect(toTheEnd.toString("latin1", place + 4, place + 8)).toBe("mdat");
    toTheEnd.writeUInt32BE(0, place);
    expect(await lookAt(toTheEnd)).toBe("accepted");
    expect(await lookAt(toTheEnd.subarray(0, toTheEnd.length - 1))).toContain("cut short");
    expect(await lookAt(toTheEnd.subarray(0, Math.floor(toTheEnd.length * 0.6)))).toContain("cut short");
  });

  it("refuses a page, a text, a sound and nothing at all in an MP4's name", async () => {
    here();
    expect(await lookAt("")).toBe("The file is empty.");
    expect(await lookAt("Dear editor, the film follows on Monday.")).toContain("not an MP4");
    expect(await lookAt("<!doctype html><title>404</title>")).toContain("not an MP4");
    expect(await lookAt("#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n")).toContain("not an MP4");
    expect(
      await lookAt(Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"), Buffer.alloc(5000, 0xfb)])),
    ).toContain("not an MP4");
    expect(
      await lookAt(Buffer.concat([Buffer.from("RIFF\x24\x10\0\0WAVEfmt ", "latin1"), Buffer.alloc(4096)])),
    ).toContain("not an MP4");
  });

  it("refuses a page in an MP4's coat", async () => {
    here();
    const page = Buffer.from("<html><body>Please sign in to download.</body></html>");
    expect(await lookAt(Buffer.concat([FTYP, page]))).not.toBe("accepted");
    expect(await lookAt(Buffer.concat([FTYP, box("mdat", page)]))).toContain("no index");
    expect(await lookAt(Buffer.concat([FTYP, box("moov", page), box("mdat", page)]))).not.toBe("accepted");
    const swapped = Buffer.concat([boxOf("ftyp"), boxOf("moov"), box("mdat", Buffer.alloc(film.length, page))]);
    expect(await lookAt(swapped)).not.toBe("accepted");
  });

  it("refuses an index that is cut, empty, doubled or missing", async () => {
    here();
    const [ftyp, moov, mdat] = [boxOf("ftyp"), boxOf("moov"), boxOf("mdat")];
    const cut = Buffer.from(moov.subarray(0, moov.length >> 1));
    expect(await lookAt(Buffer.concat([ftyp, cut]))).toContain("cut short");
    cut.writeUInt32BE(cut.length);
    expect(await lookAt(Buffer.concat([ftyp, cut, mdat]))).not.toBe("accepted");
    expect(await lookAt(Buffer.concat([ftyp, box("moov"), mdat]))).not.toBe("accepted");
    expect(await lookAt(Buffer.concat([ftyp, moov, moov, mdat]))).toContain("more than one");
    expect(await lookAt(Buffer.concat([ftyp, mdat]))).toContain("no index");
    expect(await lookAt(Buffer.concat([ftyp, moov]))).toContain("no media data");
  });

  it("refuses an index of which one entry does not fit the media data", async () => {
    here();
    const table = (name: string, nth = 1) => {
      let place = -1;
      for (let count = 0; count < nth; count++) place = film.indexOf(name, place + 1);
      expect(place, name).toBeGreaterThan(0);
      return place + 4;
    };
    const altered = async (place: number, change: (value: number) => number) => {
      const bytes = Buffer.from(film);
      bytes.writeUInt32BE(change(bytes.readUInt32BE(place)) >>> 0, place);
      return lookAt(bytes);
    };
    const middle = (place: number, bytesAnEntry: number) =>
      place + 8 + (film.readUInt32BE(place + 4) >> 1) * bytesAnEntry;
    expect(await altered(middle(table("stsz") + 4, 4), (size) => size ^ 4), "a picture's length").toContain(
      "does not fit its contents",
    );
    expect(await altered(middle(table("stco"), 4), (offset) => offset + 64), "a chunk moved").not.toBe("accepted");
    expect(await altered(middle(table("stco"), 4), (offset) => offset * 2 ** 8), "a chunk beyond the end").toContain(
      "beyond its media data",
    );
    expect(
      await altered(table("stco", 2) + 8, () => film.readUInt32BE(table("stco") + 8)),
      "bytes of another",
    ).toContain("contradicts itself");
    expect(await altered(table("stts") + 12, (span) => span * 2), "moments").toContain("contradicts itself");
    expect(await altered(table("ctts") + 20, () => 0x7fffffff), "a delay").toContain("contradicts itself");
  });

  it("refuses edits that show what is not there", async () => {
    here();
    const edited = (ticks: number, from: number) => lookAt(withEdit(film, { ticks, from }));
    expect(await edited(7_000, 0), "all of it").toBe("accepted");
    expect(await edited(7_000, 0x7fffff00), "from behind the end").toContain("contradicts itself");
    expect(await edited(0xfffffff0, 0), "a thousand hours").toContain("contradicts itself");
    expect(await edited(3_600_000, -1), "nothing for an hour").toContain("contradicts itself");
  });

  it("refuses impossible sizes without reserving memory for them", async () => {
    here();
    for (const size of [2n ** 63n, 2n ** 64n - 1n, 2n ** 53n, 2n ** 40n, 3n, 0n]) {
      const huge = Buffer.alloc(32);
      huge.writeUInt32BE(1);
      huge.write("moov", 4, "latin1");
      huge.writeBigUInt64BE(size, 8);
      expect(await lookAt(Buffer.concat([FTYP, huge])), String(size)).toMatch(/impossible|cut short|smaller/);
    }
    const zeros = Buffer.concat([film, Buffer.alloc(64)]);
    expect(await lookAt(zeros)).toContain("no MP4 box");
  });

  it("refuses other relatives of the MP4", async () => {
    here();
    const [, ...rest] = boxesOf(film).map(({ bytes }) => bytes);
    const coat = (brands: string) => Buffer.concat([box("ftyp", Buffer.from(brands, "latin1")), ...rest]);
    expect(await lookAt(coat("qt  \0\0\0\0qt  "))).toContain("QuickTime");
    expect(await lookAt(coat("M4A \0\0\0\0M4A "))).toContain("not an MP4 video");
    expect(await lookAt(coat("heic\0\0\0\0heicmif1"))).toContain("not an MP4 video");
  });
});

it("refuses an index that takes gigabytes to read", async () => {
  const path = join(folder, "hollow.mp4");
  await copyFile(FILM, path);
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write("moov", 4, "latin1");
  head.writeBigUInt64BE(3n * 1024n ** 3n, 8);
  const file = await open(path, "r+");
  await file.write(Buffer.concat([FTYP, head]), 0, undefined, 0);
  await file.close();
  // A sparse file: it claims three gigabytes and takes none.
  await truncate(path, FTYP.length + 3 * 1024 ** 3);
  expect(await inspectMp4(path)).toEqual({ ok: false, reason: expect.stringContaining("64 MiB") });
});

it("answers quickly whatever stands in the index", async () => {
  const moov = boxOf("moov");
  const start = film.indexOf("moov") - 4;
  // Every count, size and offset is made enormous in turn, or as many of them as fit into a few seconds.
  const places = Array.from(
    { length: 24 },
    (_, part) => start + 8 + Math.floor(((part + 0.37) * (moov.length - 12)) / 24),
  );
  for (const [index, place] of places.entries()) {
    const mangled = Buffer.from(film);
    mangled.writeUInt32BE(index % 2 === 0 ? 0xffffffff : 0x00ffffff, place);
    // Whether it is still a film depends on the place; that the look came to an end does not.
    expect(await lookAt(mangled), `byte ${place}`).not.toContain("could not be looked into");
  }
}, 60_000);
