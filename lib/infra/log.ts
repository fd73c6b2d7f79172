import { pino } from "pino";
import { env } from "./env";

/**
 * Where lines go. A full disk below costs lines and nothing else: what cannot be written waits, up to a
 * mebibyte of it. (Left alone, the logger ends the process over it.)
 */
const output = pino.destination({ dest: 1, sync: true, maxLength: 1024 * 1024 });
output.on("error", () => undefined);

/**
 * One JSON line an event, on standard output. Nothing secret is handed to it; the list below is the
 * second fence, for objects that carry a request along. An object's key in a store is none: it is logged
 * as `object`, because whoever looks for the object needs it.
 */
export const log = pino(
  {
    level: "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      "authorization",
      "cookie",
      "password",
      "key",
      "token",
      "*.authorization",
      "*.cookie",
      "*.password",
      "*.key",
      "*.token",
    ],
  },
  output,
);

/** Sets the level that the settings ask for. Called once by each program, after the settings have been checked. */
export function openLog(): void {
  log.level = env().LOG_LEVEL;
}
