import type { z } from "zod";
import { insideCaller } from "@/lib/core/caller";
import { db } from "@/lib/infra/db";
import type { JobType } from "@/lib/infra/job";
import { openWork } from "@/lib/infra/work";

/** Leaves a job from outside of an operation: that somebody shall look is no act of anybody's yet, and no audit entry. */
export async function leaveJob<P extends z.ZodType>(
  type: JobType<P>,
  payload: z.input<P>,
  { key }: { key: string },
): Promise<void> {
  await db().$transaction((tx) =>
    openWork(tx, insideCaller("worker", type.name), new Date()).enqueue(type, payload, { key }),
  );
}
