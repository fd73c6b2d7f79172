import { createHash } from "node:crypto";
import { asOneLine } from "@/lib/core/one-line";
import type { StoredCopy } from "./contract";

/** A video is one checksum in one project; its id says so, so that two callers at once mean the same row. */
export function videoIdOf({ projectId, checksum }: { projectId: string; checksum: string }): string {
  return `vid_${createHash("sha256").update(`${projectId}\n${checksum}`).digest("hex").slice(0, 20)}`;
}

/** What a person sees where nobody gave a title: the source's file name, made readable, else the id. */
export function titleFromSource(sourceUrl: string, fallback: string): string {
  const name = sourceUrl.split("/").at(-1) ?? "";
  const words = decodeSafely(name)
    .replace(/\.[a-z0-9]{2,4}$/i, "")
    .replace(/[_-]+/g, " ");
  return asOneLine(words.slice(0, 300).toWellFormed()) || fallback;
}

/** The tags that a service gave, each as one line; those of which nothing can be seen are left out. */
export function tagsOf(given: readonly string[]): string[] {
  return given.map(asOneLine).filter((tag) => tag !== "");
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The copies worth reading from: one that was seen lost is not among them. */
export function readable(copies: readonly (StoredCopy & { readonly state: string })[]): StoredCopy[] {
  return copies.filter(({ state }) => state === "verified").map(({ store, key }) => ({ store, key }));
}
