import type { Job, PgBoss, WorkOptions } from "pg-boss";
import type { z } from "zod";
import { lookUpReset as lookUpResetJob, mailPasswordLink as mailLinkJob } from "@/lib/domain/access/jobs";
import { lookUpReset } from "@/lib/domain/access/workers/look-up-reset";
import { mailPasswordLink } from "@/lib/domain/access/workers/mail-password-link";
import { buryCheck as buryCheckJob, checkChain as checkChainJob } from "@/lib/domain/audit/jobs";
import { buryCheck } from "@/lib/domain/audit/workers/bury-check";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import {
  buryDelivery as buryJob,
  carryDelivery as carryJob,
  drawPosterOfVideo as posterJob,
} from "@/lib/domain/deliveries/jobs";
import { buryDelivery } from "@/lib/domain/deliveries/workers/bury-delivery";
import { carryDelivery } from "@/lib/domain/deliveries/workers/carry-delivery";
import { drawPosterOfVideo } from "@/lib/domain/deliveries/workers/draw-poster-of-video";
import type { JobType } from "@/lib/infra/job";
import { log } from "@/lib/infra/log";
import { sweepLeftovers } from "./sweep-leftovers";

/** How many transfers one worker carries at once: the disk and the network are shared, the memory of each is small. */
const TRANSFERS_AT_ONCE = 4;

/** One that waits for a slow mail server does not hold up the others. */
const MAILS_AT_ONCE = 4;

/**
 * A job is called out when it is left, and looked for each second beside that: dead letters, retries and
 * the next of a backlog are not called out, and pg-boss's own fallback is half a minute.
 */
const LOOK_AGAIN = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 } as const;

/** Who does which job, until `stopped` breaks long ones off. Every queue of `queues.ts` has its line here. */
export async function takeJobs(boss: PgBoss, stopped: AbortSignal): Promise<void> {
  await take(boss, carryJob, { localConcurrency: TRANSFERS_AT_ONCE }, ({ delivery_id: id, run }, { signal }) =>
    carryDelivery({ id, run }, { signal: AbortSignal.any([signal, stopped]) }),
  );
  await take(boss, buryJob, {}, async ({ delivery_id: id, run }) => {
    await buryDelivery({ id, run });
    await sweepLeftovers();
  });
  await take(boss, posterJob, {}, ({ video_id: videoId }) => drawPosterOfVideo({ videoId }));
  await take(boss, checkChainJob, {}, (asked, { signal }) => checkChain(asked, AbortSignal.any([signal, stopped])));
  await take(boss, buryCheckJob, {}, buryCheck);
  await take(boss, mailLinkJob, { localConcurrency: MAILS_AT_ONCE }, ({ password_link_id: passwordLinkId }) =>
    mailPasswordLink({ passwordLinkId }),
  );
  await take(boss, lookUpResetJob, { batchSize: 50 }, ({ user_id: userId }) => lookUpReset({ userId }));
}

async function take<P extends z.ZodType>(
  boss: PgBoss,
  type: JobType<P>,
  options: WorkOptions,
  handle: (payload: z.output<P>, job: Job) => Promise<void>,
): Promise<void> {
  await boss.work(type.name, { ...LOOK_AGAIN, ...options }, async (jobs: Job[]) => {
    for (const job of jobs) {
      try {
        await handle(type.payload.parse(job.data), job);
      } catch (error) {
        // pg-boss keeps what is thrown with the job; an operator looks into the log first.
        log.error({ err: error, job: type.name, payload: job.data }, "a job broke");
        throw error;
      }
    }
  });
}
