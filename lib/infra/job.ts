import type { QueueSettings } from "./migrate";
import type { z } from "zod";

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
