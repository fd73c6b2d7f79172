import { describe, expect, it } from "vitest";
import type { StorageMove } from "@/lib/domain/copies/contract";
import { concernsOf, outcomeInWords, progressInWords, shareOf, storeInWords } from "./storage-words";

const move: StorageMove = {
  id: "m",
  source: "local",
  target: "s3:host/bucket",
  remove_source: false,
  status: "running",
  total: 4,
  total_bytes: 4_000_000,
  done: 1,
  done_bytes: 1_000_000,
  failed: 0,
  trouble: null,
  created_at: "2026-11-21T10:00:00.000Z",
  created_by: "Ada",
  moved_at: null,
  ended_at: null,
  revision: 0,
};

describe("a move in words", () => {
  it("says how far it is, how fast, and how long it takes", () => {
    expect(progressInWords(move, null)).toBe("25 % · 1 of 4 films · 1.0 MB of 4.0 MB");
    expect(progressInWords(move, 0)).toBe("25 % · 1 of 4 films · 1.0 MB of 4.0 MB");
    expect(progressInWords(move, 50_000)).toBe(
      "25 % · 1 of 4 films · 1.0 MB of 4.0 MB · 50.0 kB a second · 1 min left",
    );
  });

  it("is whole when there is nothing to do, and counts films where some were left behind", () => {
    expect(shareOf({ ...move, total: 0, total_bytes: 0, done: 0, done_bytes: 0 })).toBe(1);
    expect(shareOf({ ...move, done: 3, failed: 1 })).toBe(1);
  });

  it("tells what came of it", () => {
    expect(outcomeInWords({ ...move, status: "finished", total: 0, done: 0, done_bytes: 0 })).toBe(
      "There was nothing to move.",
    );
    expect(outcomeInWords({ ...move, status: "finished", total: 4, done: 3, failed: 1 })).toBe(
      "3 films moved, 1.0 MB; 1 left behind",
    );
    expect(outcomeInWords({ ...move, status: "stopped" })).toBe("1 film moved, 1.0 MB; 3 to go");
  });
});

describe("a store in words", () => {
  it("is called by its place", () => {
    expect(["local", "local:/mnt/b", "s3:host/bucket"].map(storeInWords)).toEqual([
      "Data dir",
      "/mnt/b",
      "host/bucket",
    ]);
  });

  it("says what is wrong, the worst first", () => {
    const fine = {
      name: "local",
      driver: "local",
      role: "primary",
      objects: 3,
      bytes: 3,
      verified: 3,
      lost: 0,
      troubled: 0,
      waiting: 0,
      oldest_check_at: null,
    } as const;
    expect(concernsOf(fine)).toEqual([]);
    expect(concernsOf({ ...fine, lost: 1, troubled: 2, waiting: 1200 })).toEqual([
      "1 copy lost",
      "2 could not be read or written",
      "1,200 to be copied here",
    ]);
  });
});
