import type { QueueOptions, QueuePolicy } from "pg-boss";
import type { z } from "zod";

/** A queue as `npm run migrate` makes it. */
export interface QueueSettings {
  readonly name: string;
  readonly options: QueueOptions & {
    readonly deadLetter?: string;
    readonly policy?: QueuePolicy;
    readonly notify?: boolean;
  };
}

/** Work left for a worker: a pg-boss queue and what goes into it. Payloads carry ids, never secrets. */
export interface JobType<P extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: P;
  /** How the queue behaves; `npm run migrate` makes it so. */
  readonly queue: QueueSettings["options"];
}

export function job<P extends z.ZodType>(type: JobType<P>): JobType<P> {
  return type;
}
