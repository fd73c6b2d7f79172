import { createHash, randomUUID } from "node:crypto";
import type { Post } from "@/lib/platforms/contract";

/** A film for connectors: short, and with nothing in it that anybody looks at. */
export const FILM = Buffer.from("a film of a harbour in the morning".repeat(100));

/** A post that nobody made before: its marker is its own. */
export function freshPost(more: Partial<Post> = {}): Post {
  return {
    marker: randomUUID(),
    assignmentId: `asg_${randomUUID()}`,
    videoId: `vid_${randomUUID()}`,
    title: "Harbour at dawn",
    caption: "The first boats go out.\n\nFilmed in Rostock.",
    tags: ["harbour", "dawn"],
    settings: {},
    scheduledAt: "2026-11-21T12:00:00.000Z",
    frozenAt: "2026-11-21T11:45:00.000Z",
    media: {
      url: "https://desk.example/d/signed-and-secret",
      bytes: FILM.byteLength,
      seconds: 12.5,
      checksum: `sha256:${createHash("sha256").update(FILM).digest("hex")}`,
    },
    ...more,
  };
}

export async function* filmBits(range = { start: 0, end: FILM.byteLength - 1 }): AsyncGenerator<Uint8Array> {
  for (let at = range.start; at <= range.end; at += 1000) yield FILM.subarray(at, Math.min(at + 1000, range.end + 1));
}
