import { Refusal } from "@/lib/core/refusal";

/** The address itself is not one we go to. Said before any packet is sent. */
export function sourceRefused(sentence: string): Refusal {
  return new Refusal("invalid", "source_refused", sentence);
}

/** The address is fine, its server did not deliver. */
export function sourceUnreachable(sentence: string): Refusal {
  return new Refusal("upstream", "source_unreachable", sentence);
}

export function sourceTooLarge(maxBytes: number): Refusal {
  return new Refusal(
    "too_large",
    "too_large",
    `The source is larger than ${readableBytes(maxBytes)}, the most that is taken.`,
  );
}

/** `1200000` → "1.2 MB". Decimal units, one digit after the point where it says something. */
export function readableBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toFixed(1))} ${units[unit]}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "The name of the source's server is not known.",
  EAI_AGAIN: "The name of the source's server could not be looked up just now.",
  ECONNREFUSED: "The source's server refused the connection.",
  ECONNRESET: "The source's server broke the connection before it answered.",
  UND_ERR_SOCKET: "The source's server broke the connection before it answered.",
  UND_ERR_CONNECT_TIMEOUT: "The source's server did not accept a connection in time.",
  ETIMEDOUT: "The source's server did not accept a connection in time.",
  EHOSTUNREACH: "There is no way to the source's server from here.",
  ENETUNREACH: "There is no way to the source's server from here.",
  UND_ERR_HEADERS_OVERFLOW: "The source's server sent too many headers.",
};

/**
 * What to tell the caller about an error on the way to the first byte. Only our own words: the
 * messages of Node and undici carry resolved addresses.
 */
export function whyUnreachable(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  if (code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL") || code.includes("CERT") || code.includes("SIGNATURE")) {
    return sourceUnreachable("No safe connection to the source's server: its certificate or its TLS is not in order.");
  }
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || (error instanceof Error && error.name === "HTTPParserError")) {
    return sourceUnreachable("The source's server does not speak proper HTTP.");
  }
  return sourceUnreachable(REASONS[code] ?? "The source could not be reached.");
}

/** Node joins the failures of several addresses in one AggregateError; its first member stands for all. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
