import type { Heard } from "@/lib/core/call";
import { isOneLine } from "@/lib/core/one-line";

type Fields = Readonly<Record<string, unknown>>;

/** The JSON object of a 2xx answer, or of one with another status that is named; null where there is none to read. */
export function objectOf(heard: Heard, besides: readonly number[] = []): Fields | null {
  if (heard.kind !== "answer") return null;
  const { status, text } = heard;
  return (status >= 200 && status < 300) || besides.includes(status) ? parseObject(text) : null;
}

export function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 2000;

/** A platform's name for something, if it is one that a row can hold and a page can show. */
export function nameIn(value: unknown): string | null {
  const name = typeof value === "number" ? String(value) : value;
  if (typeof name !== "string" || name === "" || name.length > LONGEST_NAME) return null;
  return isOneLine(name) && name.isWellFormed() ? name : null;
}

/** A web address that people may be led to. */
export function addressIn(value: unknown): string | null {
  if (typeof value !== "string" || value.length > LONGEST_ADDRESS || !URL.canParse(value)) return null;
  const url = new URL(value);
  const fine = /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  return fine && url.href.length <= LONGEST_ADDRESS ? url.href : null;
}
