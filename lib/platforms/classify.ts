import type { Heard } from "@/lib/core/call";
import { asOneLine } from "@/lib/core/one-line";
import { DAY, SECOND } from "@/lib/core/time";
import { parseObject } from "./answers";
import type { Ending, Secrets } from "./contract";

type Kind = "later" | "refused" | "reconnect" | "gone";
type Ends<K extends Ending["kind"]> = Extract<Ending, { kind: K }>;

/**
 * What a platform documents about its refusals, by status: each of these comes before anything has
 * happened. A status that is not here proves nothing. A 5xx counts as `later` only with a Retry-After.
 */
export type Documented = Readonly<Partial<Record<number, Kind>>>;

export interface Telling {
  /** Who answered, to begin a sentence with: "The receiver". */
  readonly who: string;
  readonly now: Date;
  /** Whatever of them an answer repeats is not repeated by us. */
  readonly secrets?: Secrets;
  /** Sentences of the platform's own, by status, where there is more to say than its number. */
  readonly sentences?: Readonly<Partial<Record<number, string>>>;
}

/**
 * What the answer to the one act that cannot be taken back comes to, where it is not the success that
 * was hoped for (a 2xx that gets here could not be read). Standard 2.2: what is not proven is unknown.
 */
export function endingOf(
  heard: Heard,
  documented: Documented,
  telling: Telling,
): Ends<"later" | "refused" | "reconnect" | "gone" | "unknown"> {
  if (heard.kind === "not-sent") return { kind: "later", seconds: null, reason: heard.reason };
  if (heard.kind === "lost") return { kind: "unknown", reason: heard.reason };
  const reason = reasonOf(heard, telling);
  const kind = documented[heard.status];
  if (kind === undefined) return { kind: "unknown", reason };
  if (kind !== "later") return { kind, reason };
  const seconds = retryAfter(heard.headers.get("retry-after"), telling.now);
  if (heard.status >= 500 && seconds === null) return { kind: "unknown", reason };
  return { kind: "later", seconds, reason };
}

/** The same for a step that may simply be done again, such as a read: what is unknown there is only late. */
export function endingOfRepeatable(
  heard: Heard,
  documented: Documented,
  telling: Telling,
): Ends<"later" | "refused" | "reconnect"> {
  const ending = endingOf(heard, documented, telling);
  if (ending.kind === "unknown") {
    const told = heard.kind === "answer" ? retryAfter(heard.headers.get("retry-after"), telling.now) : null;
    return { kind: "later", seconds: told, reason: ending.reason };
  }
  return ending.kind === "gone" ? { kind: "refused", reason: ending.reason } : ending;
}

/** Longer waits than this are told by nobody who means them. */
const LONGEST_WAIT_S = (7 * DAY) / SECOND;

/** Retry-After in seconds, rounded up, from either of its two forms; null where it says nothing. */
export function retryAfter(text: string | null, now: Date): number | null {
  if (text === null) return null;
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), LONGEST_WAIT_S);
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(0, Math.ceil((at - now.getTime()) / SECOND)), LONGEST_WAIT_S);
}

function reasonOf({ status, text }: Heards<"answer">, { who, secrets = {}, sentences = {} }: Telling): string {
  if (status >= 200 && status < 300) return `${who} answered ${status}, and the rest of its answer could not be read.`;
  const own = sentences[status];
  if (own !== undefined) return own;
  const said = saidBy(text, secrets);
  return said === null ? `${who} answered ${status}.` : `${who} answered ${status}: ${said}`;
}

type Heards<K extends Heard["kind"]> = Extract<Heard, { kind: K }>;

const MOST_SAID = 200;
const GIVEN_AWAY = 8;

/** What a refusal says for people in its `message`; null where it says nothing, an address, or any piece of a secret. */
function saidBy(text: string, secrets: Secrets): string | null {
  const message = parseObject(text)?.["message"];
  if (typeof message !== "string") return null;
  const line = asOneLine(message).toWellFormed();
  if (line === "" || line.length > MOST_SAID || line.includes("//")) return null;
  const repeats = Object.values(secrets).some((secret) => secret !== undefined && shareAPiece(line, secret));
  return repeats ? null : line;
}

function shareAPiece(line: string, secret: string): boolean {
  const length = Math.min(GIVEN_AWAY, secret.length);
  for (let at = 0; at + length <= secret.length; at += 1) {
    if (line.includes(secret.slice(at, at + length))) return true;
  }
  return false;
}
