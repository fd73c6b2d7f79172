import { EventEmitter } from "node:events";
import pg from "pg";
import { appDatabaseUrl, connectionOptions } from "./data-dir";
import { log } from "./log";

/** The Postgres channel on which finished changes are called out, by subject. */
export const SIGNAL_CHANNEL = "marquee_signal";

const RECONNECT_MS = 1000;

interface Listener {
  readonly heard: EventEmitter;
  client: pg.Client | undefined;
}

const kept = globalThis as { marqueeListener?: Listener };

/**
 * Resolves when `subject` is signalled, or after `ms`, whichever comes first: a hint to look again,
 * never a fact. One LISTEN connection serves the whole process; while it is down, callers fall back
 * on their own polling.
 */
export function waitForSignal(subject: string, ms: number): Promise<void> {
  const { heard } = (kept.marqueeListener ??= openListener());
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      heard.off(subject, done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    heard.on(subject, done);
  });
}

/** Ends the LISTEN connection; for programs and tests that stop. */
export async function closeSignals(): Promise<void> {
  const listener = kept.marqueeListener;
  delete kept.marqueeListener;
  await listener?.client?.end();
}

function openListener(): Listener {
  const heard = new EventEmitter();
  heard.setMaxListeners(0);
  const listener: Listener = { heard, client: undefined };
  void connect(listener);
  return listener;
}

async function connect(listener: Listener): Promise<void> {
  const client = new pg.Client(connectionOptions(appDatabaseUrl()));
  listener.client = client;
  client.on("notification", ({ payload }) => payload && listener.heard.emit(payload));
  const again = (error?: Error) => {
    if (listener.client !== client) return;
    listener.client = undefined;
    if (error) log.warn({ err: error }, "the signal connection broke; connecting again");
    setTimeout(() => kept.marqueeListener === listener && void connect(listener), RECONNECT_MS).unref();
  };
  client.on("error", again);
  client.on("end", () => again());
  try {
    await client.connect();
    await client.query(`LISTEN ${SIGNAL_CHANNEL}`);
  } catch (error) {
    again(error instanceof Error ? error : new Error(String(error)));
  }
}
