import { checkDaily } from "@/lib/domain/audit/workers/check-chain";
import { chainKeeper } from "@/lib/domain/audit/workers/extend-chain";
import { renewSignIns, tellOfEndingSignIns } from "@/lib/domain/channels/workers/tend-accounts";
import { workerStopped } from "@/lib/domain/deliveries/refusals";
import { sendLinkReminders } from "@/lib/domain/deliveries/workers/send-link-reminders";
import { dropDueStaging } from "@/lib/domain/retention/workers/drop-due-staging";
import { tendCopies } from "@/lib/domain/copies/workers/tend-copies";
import { warnOfFormerStores } from "@/lib/domain/copies/workers/warn-of-former-stores";
import { closeDb } from "@/lib/infra/db";
import { env, WrongSettings } from "@/lib/infra/env";
import { log, openLog } from "@/lib/infra/log";
import { drainOutbox } from "@/lib/infra/outbox";
import { closeQueue, openWorkerQueue } from "@/lib/infra/queue";
import { refuseUnreadyDatabase } from "@/lib/infra/refuse-unready-database";
import { allowUnsealing } from "@/lib/infra/secrets";
import { dispatch } from "./dispatcher/dispatcher";
import { raiseAlerts } from "./alerts";
import { takeJobs } from "./handlers";
import { every } from "./every";
import { SUBSCRIPTIONS } from "./subscriptions";
import { sweepLeftovers } from "./sweep-leftovers";

/** How soon a fact is passed on at the latest. */
const RELAY_EVERY_MS = 500;
const SWEEP_EVERY_MS = 3_600_000;
/** How soon an audit entry gets its place in the chain. */
const CHAIN_EVERY_MS = 2000;
const CHECK_EVERY_MS = 3_600_000;
/** How soon a copy that lacks, or was not read for long, gets its job; and a move whose worker died. */
const TEND_COPIES_EVERY_MS = 120_000;
/** How late a mail before a link's end may be, how long a staging copy outstays its time, and how soon a sign-in that ends is renewed. */
const DUE_EVERY_MS = 60_000;

/** How long a transfer may go on once the worker is asked to stop; then it ends as failed, with its reason, before the process does. */
const FINISH_MS = 18_000;

/** The worker: takes jobs, passes events on, sweeps up. Any number of them may run against one Postgres. */
async function main(): Promise<void> {
  env();
  openLog();
  await refuseUnreadyDatabase();
  allowUnsealing();
  const { OUTBOUND_ALLOW } = env();
  if (OUTBOUND_ALLOW.length > 0) log.warn({ OUTBOUND_ALLOW }, "these may be fetched from although they are private");
  await warnOfFormerStores();
  const boss = await openWorkerQueue();
  const stopped = new AbortController();
  await takeJobs(boss, stopped.signal);
  const relay = every(RELAY_EVERY_MS, "the outbox relay", () => drainOutbox(SUBSCRIPTIONS, raiseAlerts));
  const sweep = every(SWEEP_EVERY_MS, "the sweep", sweepLeftovers);
  const chain = every(CHAIN_EVERY_MS, "extending the audit chain", chainKeeper());
  const check = every(CHECK_EVERY_MS, "the daily check of the audit chain", () => checkDaily());
  const reminders = every(DUE_EVERY_MS, "leaving work for due reminders", () => sendLinkReminders());
  const staging = every(DUE_EVERY_MS, "letting staging copies go", () => dropDueStaging());
  const signIns = every(DUE_EVERY_MS, "renewing sign-ins", () => renewSignIns());
  const endings = every(DUE_EVERY_MS, "telling of sign-ins that end", () => tellOfEndingSignIns());
  const copies = every(TEND_COPIES_EVERY_MS, "tending the stored copies", () => tendCopies());
  const dispatcher = dispatch();
  log.info("the worker is ready");

  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info("the worker finishes what it holds, and stops");
      void stop();
    });
  }

  async function stop(): Promise<void> {
    setTimeout(() => stopped.abort(workerStopped()), FINISH_MS).unref();
    await Promise.all([
      dispatcher.stop(),
      closeQueue(),
      relay.stop(),
      sweep.stop(),
      chain.stop(),
      check.stop(),
      copies.stop(),
      reminders.stop(),
      staging.stop(),
      signIns.stop(),
      endings.stop(),
    ]);
    await closeDb();
    process.exit(0);
  }
}

main().catch((error: unknown) => {
  if (error instanceof WrongSettings) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
