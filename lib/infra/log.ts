import { pino } from "pino";
import { env } from "./env";

/**
 * One JSON line an event, on standard output. Nothing secret is handed to it; the list below is the
 * second fence, for objects that carry a request along.
 */
export const log = pino({
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
});

/** Sets the level that the settings ask for. Called once by each program, after the settings have been checked. */
export function openLog(): void {
  log.level = env().LOG_LEVEL;
}
