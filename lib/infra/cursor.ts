import type { PageMark } from "@/lib/core/page";
import { Refusal } from "@/lib/core/refusal";
import { sign, verify } from "./secrets";

/** A page mark as an opaque, signed text. `list` names the list, so that cursors do not wander between lists. */
export function writeCursor(list: string, { at, id }: PageMark): string {
  const body = Buffer.from(JSON.stringify([at.toISOString(), id])).toString("base64url");
  const { kid, mac } = sign("cursor", `${list}.${body}`);
  return `${body}.${kid}.${mac}`;
}

/** Throws `invalid_cursor` for anything that `writeCursor` did not write for this list. */
export function readCursor(list: string, cursor: string): PageMark {
  const [body = "", kid = "", mac = ""] = cursor.split(".");
  if (!verify("cursor", `${list}.${body}`, { kid, mac })) {
    throw new Refusal("invalid", "invalid_cursor", "This cursor belongs to no page here. Start at the first one.");
  }
  const [at, id] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, string];
  return { at: new Date(at), id };
}

/** The `where` that continues a list behind a mark, in the order (createdAt desc, id desc). */
export function behind(mark: PageMark) {
  return { OR: [{ createdAt: { lt: mark.at } }, { createdAt: mark.at, id: { lt: mark.id } }] };
}

/**
 * The same in the order (at desc, id desc). The first condition is implied by the second, and is what
 * lets an index begin at the mark: without it a page far down a long list reads everything above it.
 */
export function behindMoment(mark: PageMark) {
  return { at: { lte: mark.at }, OR: [{ at: { lt: mark.at } }, { at: mark.at, id: { lt: mark.id } }] };
}

/** Cuts `rows` (one more than `limit` was asked for) into a page and writes its cursor. */
export function cutPage<Row extends { id: string } & ({ createdAt: Date } | { at: Date })>(
  list: string,
  rows: Row[],
  limit: number,
): { rows: Row[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next_cursor: rows.length > limit && last ? writeCursor(list, { at: momentOf(last), id: last.id }) : null,
  };
}

const momentOf = (row: { createdAt: Date } | { at: Date }) => ("at" in row ? row.at : row.createdAt);
