import type { Job, PgBoss, WorkOptions } from "pg-boss";
import type { z } from "zod";
import { lookUpReset as lookUpResetJob, mailPasswordLink as mailLinkJob } from "@/lib/domain/access/jobs";
import { lookUpReset } from "@/lib/domain/access/workers/look-up-reset";
import { mailPasswordLink } from "@/lib/domain/access/workers/mail-password-link";
import {
  raiseAlert as raiseAlertJob,
  sendAlertMail as sendAlertMailJob,
  sendWebhook as sendWebhookJob,
} from "@/lib/domain/alerts/jobs";
import { raiseAlert } from "@/lib/domain/alerts/workers/raise-alert";
import { sendAlertMail } from "@/lib/domain/alerts/workers/send-alert-mail";
import { sendWebhook } from "@/lib/domain/alerts/workers/send-webhook";
import { buryCheck as buryCheckJob, checkChain as checkChainJob } from "@/lib/domain/audit/jobs";
import { buryCheck } from "@/lib/domain/audit/workers/bury-check";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import { foldSecrets as foldSecretsJob, testChannel as testChannelJob } from "@/lib/domain/channels/jobs";
import { foldSecrets } from "@/lib/domain/channels/workers/fold-secrets";
import { testChannel } from "@/lib/domain/channels/workers/test-channel";
import {
  checkCopies as checkCopiesJob,
  moveObjects as moveObjectsJob,
  replicateCopies as replicateJob,
  verifyCopy as verifyCopyJob,
} from "@/lib/domain/copies/jobs";
import { checkCopies, verifyCopy } from "@/lib/domain/copies/workers/check-copies";
import { moveObjects } from "@/lib/domain/copies/workers/move-objects";
import { replicateCopies } from "@/lib/domain/copies/workers/replicate-copies";
import {
  buryDelivery as buryJob,
  carryDelivery as carryJob,
  drawPosterOfVideo as posterJob,
  mailLinkReminder as mailReminderJob,
} from "@/lib/domain/deliveries/jobs";
import { buryDelivery } from "@/lib/domain/deliveries/workers/bury-delivery";
import { carryDelivery } from "@/lib/domain/deliveries/workers/carry-delivery";
import { drawPosterOfVideo } from "@/lib/domain/deliveries/workers/draw-poster-of-video";
import { mailLinkReminder } from "@/lib/domain/deliveries/workers/mail-link-reminder";
import {
  buryPreparing as buryPreparingJob,
  lookForPost as lookJob,
  preparePost as prepareJob,
  watchPost as watchJob,
} from "@/lib/domain/publishing/jobs";
import { lookForPost } from "@/lib/domain/publishing/workers/look-for-post";
import { buryPreparing, preparePost } from "@/lib/domain/publishing/workers/prepare-post";
import { watchPost } from "@/lib/domain/publishing/workers/watch-post";
import { removeStagingFiles as removeStagingJob } from "@/lib/domain/retention/jobs";
import { removeStagingFiles } from "@/lib/domain/retention/workers/remove-staging-files";
import { clearDelivered as clearDeliveredJob } from "@/lib/domain/uploads/jobs";
import { clearDelivered } from "@/lib/domain/uploads/workers/clear-uploads";
import type { JobType } from "@/lib/infra/job";
import { log } from "@/lib/infra/log";
import { sweepLeftovers } from "./sweep-leftovers";

/** How many transfers one worker carries at once: the disk and the network are shared, the memory of each is small. */
const TRANSFERS_AT_ONCE = 4;

/** How many films one worker copies to further stores at once, beside its transfers. */
const COPIES_AT_ONCE = 2;

/** One that waits for a slow mail server does not hold up the others. */
const MAILS_AT_ONCE = 4;

/** Of the receivers of alerts, too, some take their fifteen seconds. */
const WEBHOOKS_AT_ONCE = 8;

/** How many posts one worker prepares, and asks platforms about, at once: they mostly wait. */
const POSTS_AT_ONCE = 8;
/** Somebody waits for what a platform says of a channel. */
const TESTS_AT_ONCE = 4;

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
  await take(boss, mailReminderJob, { localConcurrency: MAILS_AT_ONCE }, ({ reminder_id: reminderId }) =>
    mailLinkReminder({ reminderId }),
  );
  await take(boss, removeStagingJob, {}, ({ delivery_ids: ids }) => removeStagingFiles(ids));
  await take(boss, replicateJob, { localConcurrency: COPIES_AT_ONCE }, ({ delivery_id: deliveryId }, { signal }) =>
    replicateCopies({ deliveryId }, { signal: AbortSignal.any([signal, stopped]) }),
  );
  await take(boss, checkCopiesJob, {}, ({ delivery_id: deliveryId }, { signal }) =>
    checkCopies({ deliveryId }, { signal: AbortSignal.any([signal, stopped]) }),
  );
  await take(boss, verifyCopyJob, {}, ({ delivery_id: deliveryId, store }, { signal }) =>
    verifyCopy({ deliveryId, store }, { signal: AbortSignal.any([signal, stopped]) }),
  );
  await take(boss, moveObjectsJob, {}, ({ move_id: moveId }, { signal }) =>
    moveObjects({ moveId }, { signal: AbortSignal.any([signal, stopped]) }),
  );
  await take(boss, clearDeliveredJob, {}, ({ delivery_id: deliveryId }) => clearDelivered({ deliveryId }));
  const posts = { localConcurrency: POSTS_AT_ONCE };
  await take(boss, buryPreparingJob, {}, ({ assignment_id: assignmentId }) => buryPreparing({ assignmentId }));
  await take(boss, prepareJob, posts, ({ assignment_id: assignmentId }) => preparePost({ assignmentId }));
  await take(boss, watchJob, posts, ({ assignment_id: assignmentId }) => watchPost({ assignmentId }));
  await take(boss, lookJob, posts, ({ assignment_id: assignmentId }) => lookForPost({ assignmentId }));
  await take(boss, checkChainJob, {}, (asked, { signal }) => checkChain(asked, AbortSignal.any([signal, stopped])));
  await take(boss, buryCheckJob, {}, buryCheck);
  await take(boss, raiseAlertJob, {}, ({ event_id: eventId }) => raiseAlert({ eventId }));
  await take(boss, sendWebhookJob, { localConcurrency: WEBHOOKS_AT_ONCE }, ({ notice_id: noticeId }) =>
    sendWebhook({ noticeId }),
  );
  await take(boss, sendAlertMailJob, { localConcurrency: MAILS_AT_ONCE }, (due) =>
    sendAlertMail({ routeId: due.route_id, testNoticeId: due.test_notice_id }),
  );
  await take(boss, testChannelJob, { localConcurrency: TESTS_AT_ONCE }, (asked) =>
    testChannel({ channelId: asked.channel_id, askedAt: asked.asked_at }),
  );
  await take(boss, foldSecretsJob, {}, ({ channel_id: channelId }) => foldSecrets({ channelId }));
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
