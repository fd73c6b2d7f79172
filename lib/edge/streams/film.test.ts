import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispositionOf } from "./film";

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
