import { describe, expect, it } from "vitest";
import { quietUntil } from "./quiet-hours";

const night = (timezone: string, from = "22:00", until = "07:00") => ({ from, until, timezone });
const end = (now: string, quiet: ReturnType<typeof night>) => quietUntil(new Date(now), quiet)?.toISOString() ?? null;

describe("quiet hours", () => {
  it("hold from their first minute to the one before their last", () => {
    const berlin = night("Europe/Berlin");
    expect(quietUntil(new Date(), null)).toBeNull();
    expect(end("2026-11-21T20:59:59.999Z", berlin)).toBeNull();
    expect(end("2026-11-21T21:00:00.000Z", berlin)).toBe("2026-11-22T06:00:00.000Z");
    expect(end("2026-11-22T05:59:59.999Z", berlin)).toBe("2026-11-22T06:00:00.000Z");
    expect(end("2026-11-22T06:00:00.000Z", berlin)).toBeNull();
  });

  it("may lie within a day, and in another zone that is another time", () => {
    const lunch = (zone: string) => night(zone, "12:00", "13:30");
    expect(end("2026-11-21T11:15:30.000Z", lunch("Europe/Berlin"))).toBe("2026-11-21T12:30:00.000Z");
    expect(end("2026-11-21T12:30:00.000Z", lunch("Europe/Berlin"))).toBeNull();
    expect(end("2026-11-21T11:15:30.000Z", lunch("America/New_York"))).toBeNull();
    // Zones that are not whole hours off.
    expect(end("2026-11-21T06:20:00.000Z", lunch("Asia/Kathmandu"))).toBe("2026-11-21T07:45:00.000Z");
  });

  it("are an hour shorter in the night that summer time begins, and an hour longer when it ends", () => {
    // Berlin: 29 March 2026 at 02:00, 25 October 2026 at 03:00.
    expect(end("2026-03-28T21:00:00.000Z", night("Europe/Berlin"))).toBe("2026-03-29T05:00:00.000Z");
    expect(end("2026-10-24T20:00:00.000Z", night("Europe/Berlin"))).toBe("2026-10-25T06:00:00.000Z");
    // New York: 8 March 2026 and 1 November 2026, both at 02:00.
    expect(end("2026-03-08T03:00:00.000Z", night("America/New_York"))).toBe("2026-03-08T11:00:00.000Z");
    expect(end("2026-11-01T02:00:00.000Z", night("America/New_York"))).toBe("2026-11-01T12:00:00.000Z");
  });

  it("end when the clock jumps over their end, and the first time where it comes twice", () => {
    // 02:30 does not exist: the clock goes from 02:00 to 03:00.
    expect(end("2026-03-29T00:10:00.000Z", night("Europe/Berlin", "22:00", "02:30"))).toBe("2026-03-29T01:00:00.000Z");
    expect(end("2026-03-08T06:10:00.000Z", night("America/New_York", "22:00", "02:30"))).toBe(
      "2026-03-08T07:00:00.000Z",
    );
    // 02:30 comes twice.
    expect(end("2026-10-25T00:10:00.000Z", night("Europe/Berlin", "22:00", "02:30"))).toBe("2026-10-25T00:30:00.000Z");
    expect(end("2026-11-01T05:10:00.000Z", night("America/New_York", "22:00", "01:30"))).toBe(
      "2026-11-01T05:30:00.000Z",
    );
  });

  it("always end after now, and soon after them nothing is quiet, all through a year", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 145 * 60_000) {
        const ends = quietUntil(new Date(at), night(zone));
        if (ends === null) continue;
        expect(ends.getTime()).toBeGreaterThan(at);
        expect(ends.getTime() - at).toBeLessThanOrEqual(10 * 3_600_000);
        expect(quietUntil(ends, night(zone))).toBeNull();
      }
    }
  });
});
