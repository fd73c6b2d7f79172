import { randomUUID } from "node:crypto";
import { SECOND } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";

/** How long a request may write without saying again that it lives. */
const LEASE_SECONDS = 30;
const RENEW_EVERY = 10 * SECOND;

/**
 * The one request that may write to an upload, of all that any number of web processes hold: bytes must
 * not change any more once an upload is finished and its hash is being taken. Who writes stands in the
 * row, with a time that is renewed; after a death it runs out. An observation, not an act of the desk.
 */
export class Writer {
  readonly #id: string;
  readonly #name = randomUUID();
  #until = 0;
  #renewing: ReturnType<typeof setInterval> | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  /** False while another request writes. */
  async begin(): Promise<boolean> {
    const asked = performance.now();
    const count = await db().$executeRaw`
      UPDATE uploads SET writer = ${this.#name}, writer_until = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${this.#id} AND removed_at IS NULL AND (writer_until IS NULL OR writer_until < now())`;
    if (count === 0) return false;
    this.#until = asked + LEASE_SECONDS * SECOND;
    this.#renewing = setInterval(() => void this.#renew(), RENEW_EVERY).unref();
    return true;
  }

  /** Whether it may still write: looked at before each write, because a process may have slept in between. */
  get may(): boolean {
    return performance.now() < this.#until;
  }

  /** Lets the next one write. An upload that got bytes waits anew for its next. */
  async end({ gotBytes }: { gotBytes: boolean }): Promise<void> {
    clearInterval(this.#renewing);
    if (this.#until === 0) return;
    this.#until = 0;
    const keepDays = gotBytes ? env().UPLOAD_KEEP_DAYS : 0;
    await db().$executeRaw`
      UPDATE uploads SET writer = NULL, writer_until = NULL,
        expires_at = greatest(expires_at, now() + make_interval(days => ${keepDays}))
      WHERE id = ${this.#id} AND writer = ${this.#name}`;
  }

  async #renew(): Promise<void> {
    const asked = performance.now();
    // A database that is away for a moment: what was granted runs on, and the next look renews it.
    const count = await db().$executeRaw`
      UPDATE uploads SET writer_until = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${this.#id} AND writer = ${this.#name}`.catch(() => undefined);
    if (count === undefined || this.#until === 0) return;
    this.#until = count === 0 ? 0 : asked + LEASE_SECONDS * SECOND;
  }
}
