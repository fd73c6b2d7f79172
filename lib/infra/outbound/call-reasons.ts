import { Refusal } from "@/lib/core/refusal";

/** Our own end of a call: `send`, before writing could begin; `answer`, while waiting. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
  readonly waitedFor: "send" | "answer";

  constructor(waitedFor: "send" | "answer") {
    super(waitedFor === "send" ? "The deadline passed before writing could begin." : "No whole answer came in time.");
    this.waitedFor = waitedFor;
  }
}

/** What was to be sent could not be read on our side. */
export class BodyUnreadable extends Error {
  override readonly name = "BodyUnreadable";

  constructor() {
    super("What was to be sent could not be read.");
  }
}

const NOT_SENT: Readonly<Record<string, string>> = {
  ENOTFOUND: "The server's name is not known.",
  EAI_AGAIN: "The server's name could not be looked up just now.",
  ECONNREFUSED: "The server refused the connection.",
  ECONNRESET: "The server broke the connection off before anything was sent.",
  UND_ERR_SOCKET: "The server broke the connection off before anything was sent.",
  UND_ERR_CONNECT_TIMEOUT: "The server did not accept a connection in time.",
  ETIMEDOUT: "The server did not accept a connection in time.",
  EHOSTUNREACH: "There is no way to the server from here.",
  ENETUNREACH: "There is no way to the server from here.",
  UND_ERR_INVALID_ARG:
    "The request could not be written: its address, a header or a credential holds what may not stand there.",
};

/** Why nothing left, in a sentence of our own: the messages of Node and undici carry addresses. */
export function whyNotSent(error: unknown): string {
  if (error instanceof DeadlinePassed) {
    return error.waitedFor === "send"
      ? "The time for sending was over before anything was written."
      : "The server did not accept a connection in time.";
  }
  if (error instanceof BodyUnreadable) return "The film could not be read, and nothing was sent.";
  if (error instanceof Refusal) {
    return error.kind === "invalid"
      ? "The address is one that the desk does not go to: it wants https on port 443 of a public one, or an entry in OUTBOUND_ALLOW."
      : "The server's name leads nowhere.";
  }
  const code = codeOf(error);
  if (/^ERR_(?:TLS|SSL)|CERT|SIGNATURE/.test(code)) {
    return "No safe connection to the server: its certificate or its TLS is not in order.";
  }
  return NOT_SENT[code] ?? "The server could not be reached.";
}

/** Why no whole answer came although bytes had left. */
export function whyLost(error: unknown): string {
  if (error instanceof DeadlinePassed) return "The server did not answer in time.";
  if (error instanceof BodyUnreadable) return "The film could not be read to its end while it was sent.";
  if (error instanceof RangeError) return "The server's answer was longer than 64 KiB and was not read.";
  if (error instanceof Error && error.name === "HTTPParserError") return "The server's answer was no proper HTTP.";
  return "The connection broke off before a whole answer came.";
}

/** Node joins the failures of several addresses in one AggregateError; its first member stands for all. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
