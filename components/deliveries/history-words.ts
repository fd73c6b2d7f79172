import type { HistoryEntry } from "@/lib/domain/deliveries/contract";

const DONE: Readonly<Record<string, string>> = {
  "deliveries.publish": "delivered it",
  "deliveries.start-fetching": "began to fetch it",
  "deliveries.start-verifying": "began to verify it",
  "deliveries.finish": "verified and published it",
  "deliveries.fail": "marked it failed",
  "deliveries.retry": "started it again",
  "deliveries.renew-link": "made a link",
  "deliveries.revoke-link": "revoked a link",
  "deliveries.open-link": "opened a link",
  "deliveries.set-link-reminder": "asked for a mail before a link ends",
  "deliveries.drop-link-reminder": "wants no mail before a link ends",
  "retention.hold": "held its staging copy",
  "retention.release": "released its staging copy",
  "retention.drop": "deleted its staging copy",
  "retention.drop-due": "deleted its staging copy, which was due",
  "copies.check": "had its copies checked",
  "copies.keep": "verified a copy",
  "copies.note-lost": "found a copy lost",
  "copies.note-moved": "moved it to another store",
  "assignments.create": "assigned it to channels",
  "videos.edit": "edited its title or tags",
  "videos.open": "opened the file",
};

const TRIED: Readonly<Record<string, string>> = {
  "deliveries.publish": "tried to deliver it",
  "deliveries.retry": "tried to start it again",
  "deliveries.renew-link": "tried to make a link",
  "deliveries.revoke-link": "tried to revoke a link",
  "deliveries.set-link-reminder": "tried to ask for a mail before a link ends",
  "deliveries.drop-link-reminder": "tried to ask for no mail before a link ends",
  "retention.hold": "tried to hold its staging copy",
  "retention.release": "tried to release its staging copy",
  "retention.drop": "tried to delete its staging copy",
  "retention.drop-due": "was about to delete its staging copy",
  "copies.check": "tried to have its copies checked",
  "assignments.create": "tried to assign it to channels",
  "videos.edit": "tried to edit it",
};

const DOORS: Readonly<Record<string, string>> = {
  desk: "at the desk",
  api: "over the API",
  mcp: "through MCP",
  worker: "in the worker",
  cli: "from the command line",
};

/** What an entry says was done: `made a link`, and when it was refused `tried to make a link`. */
export function deedInWords({ operation, outcome }: Pick<HistoryEntry, "operation" | "outcome">): string {
  const plain = operation.replace(/^.*\./, "").replaceAll("-", " ");
  return outcome === "done" ? (DONE[operation] ?? `did “${plain}”`) : (TRIED[operation] ?? `tried “${plain}”`);
}

export function doorInWords(door: string): string {
  return DOORS[door] ?? `through ${door}`;
}

/** `stale` reads worse than `refused: stale`, and an underscore is no word. */
export function codeInWords(code: string | null): string {
  return code === null ? "refused" : `refused: ${code.replaceAll("_", " ")}`;
}
