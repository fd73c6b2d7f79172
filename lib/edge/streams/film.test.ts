import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispositionOf } from "./film";
import { openingOf } from "./opening";

const named = (title: string) => dispositionOf({ title, disposition: "attachment" });

describe("the name a film is saved under", () => {
  it("is the real title, for old browsers and new", () => {
    expect(named("Bread: the first rise")).toBe(
      `attachment; filename="Bread the first rise.mp4"; filename*=UTF-8''Bread%20the%20first%20rise.mp4`,
    );
    expect(named("Größe & Maß")).toBe(
      `attachment; filename="Groe & Ma.mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20Ma%C3%9F.mp4`.replace(
        "Groe",
        "Groe",
      ),
    );
    expect(named("夜の港")).toBe(`attachment; filename="video.mp4"; filename*=UTF-8''%E5%A4%9C%E3%81%AE%E6%B8%AF.mp4`);
    expect(named("x＂; filename=＂evil／..＼x")).toMatch(/filename="x filename=evil..x.mp4"/);
    expect(named("...")).toContain('filename="video.mp4"');
  });

  it("never leaves its header or its folder, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (title) => {
        const header = named(title);
        expect(() => new Headers({ "content-disposition": header })).not.toThrow();
        expect(header).toMatch(
          /^attachment; filename="[^"\\/\r\n;%]+\.mp4"; filename\*=UTF-8''[A-Za-z0-9%!&+.^_`~$#{}|-]+\.mp4$/,
        );
        const saved = decodeURIComponent(header.split("UTF-8''")[1] ?? "");
        expect(saved).not.toMatch(/[/\\\p{Cc}]/u);
        expect(saved.startsWith(".")).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what counts as an opening of a film of 1000 bytes", () => {
  it.each([
    ["the whole film", 200, null, "begun"],
    ["an answer from the store itself", 302, null, "begun"],
    ["a part from the first byte", 206, "bytes=0-", "begun"],
    ["the first piece of a download in pieces", 206, "bytes=0-99", "begun"],
    ["the first piece, from the store itself", 302, "bytes=0-99", "begun"],
    ["ranges that are not followed", 200, "bytes=500-", "begun"],
    ["a player's probe", 206, "bytes=0-1", null],
    ["a probe of one byte, at the store itself", 302, "bytes=0-0", null],
    ["a further piece", 206, "bytes=100-199", null],
    ["a jump into the second half", 206, "bytes=500-", null],
    ["the end", 206, "bytes=-100", null],
    ["all but the first byte", 206, "bytes=1-", "the rest"],
    ["all but the first byte, from the end", 206, "bytes=-999", "the rest"],
    ["a jump into the first half", 206, "bytes=499-", "the rest"],
    ["what the asking one has already", 304, null, null],
    ["what begins behind the end", 416, "bytes=1000-", null],
    ["what begins behind the end, at the store itself", 302, "bytes=1000-", null],
    ["a film that is not there", 503, null, null],
  ])("%s (%i, %s): %s", (_what, status, range, opening) => {
    expect(openingOf({ method: "GET", status, range, bytes: 1000 })).toBe(opening);
    expect(openingOf({ method: "HEAD", status, range, bytes: 1000 })).toBeNull();
  });
});
