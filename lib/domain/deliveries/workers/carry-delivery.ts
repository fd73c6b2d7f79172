import type { z } from "zod";
import { insideCaller, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import type { MediaFacts } from "@/lib/domain/videos/contract";
import { UPLOAD_SOURCE } from "@/lib/domain/uploads/contract";
import { db } from "@/lib/infra/db";
import { env } from "@/lib/infra/env";
import { failpoint } from "@/lib/infra/failpoint";
import { isErrno } from "@/lib/infra/files";
import { log } from "@/lib/infra/log";
import { inspectMp4 } from "@/lib/infra/media/inspect-mp4";
import { perform, type PerformOptions } from "@/lib/infra/operation";
import { openSource, type Source } from "@/lib/infra/outbound/open-source";
import { unseal } from "@/lib/infra/secrets";
import { dropStaged } from "@/lib/infra/staging/drop-staged";
import { stageSource } from "@/lib/infra/staging/stage-source";
import { uploadPath } from "@/lib/infra/staging/upload-path";
import { keepStaged } from "@/lib/infra/staging/kept-copy";
import { stageFile } from "@/lib/infra/staging/stage-file";
import { primaryStore } from "@/lib/infra/storage/stores";
import { failDelivery } from "../operations/fail-delivery";
import { finishDelivery } from "../operations/finish-delivery";
import { startFetching } from "../operations/start-fetching";
import { startVerifying } from "../operations/start-verifying";
import { progressOf } from "../progress";
import { checksumMismatch, durationMismatch, FAILURES, notAnMp4, sourceUnreadable, uploadGone } from "../refusals";
import { checksumOf, durationAgrees, sealPlaceOf } from "../rules";

export interface Run {
  readonly id: string;
  readonly run: number;
}

export interface Carrying extends PerformOptions {
  readonly signal?: AbortSignal;
  /** Where the bytes come from. The demo week hands in films of our own; everyone else goes through the guard. */
  readonly open?: (url: string, signal: AbortSignal | undefined) => Promise<Source>;
}

/**
 * Carries one run of a delivery from its source to a verified object: fetch, verify, store, publish.
 * Ends in `published` or `failed`; a run that is over (another run took its place, a dead letter
 * closed it) touches nothing. Only a death of the process leaves a run open, and its dead letter closes that.
 */
export async function carryDelivery(run: Run, { signal, open = fetchGuarded, ...clock }: Carrying = {}): Promise<void> {
  const caller = insideCaller("worker", `${run.id}.${run.run}`);
  if (!(await isStillOurs(run))) return;
  const task = await perform(startFetching, run, caller, clock).catch(overAlready);
  if (!task) return;

  const end = await bringHome({ run, task, caller, clock, open, signal }).catch((error: unknown) =>
    endingOf(error, run),
  );
  // What failed leaves nothing in staging by the time anyone hears of it; what went well stays a while.
  const part = { deliveryId: run.id, run: run.run };
  const stagingDays = "code" in end ? 0 : env().STAGING_KEEP_DAYS;
  await (stagingDays === 0 ? dropStaged(part) : keepStaged(part));
  failpoint("delivery-before-publish");
  if ("code" in end) await perform(failDelivery, { ...run, ...end }, caller, clock).catch(overAlready);
  else await perform(finishDelivery, { ...run, ...end, staging_days: stagingDays }, caller, clock).catch(overAlready);
  failpoint("delivery-after-publish");
}

interface Errand {
  readonly run: Run;
  readonly task: z.output<typeof startFetching.output>;
  readonly caller: Caller;
  readonly clock: PerformOptions;
  readonly open: NonNullable<Carrying["open"]>;
  readonly signal: AbortSignal | undefined;
}

/** Everything between the source and the verified object under its final name. Throws how it went wrong. */
async function bringHome({
  run,
  task,
  caller,
  clock,
  open,
  signal,
}: Errand): Promise<{ stored: { store: string; key: string; location: string }; media: MediaFacts }> {
  failpoint("delivery-before-fetch");
  const staged = await stage({ run, url: openSealed(run, task.source_sealed), open, signal });
  failpoint("delivery-after-fetch");

  const computed = checksumOf(staged.sha256);
  await perform(startVerifying, { ...run, computed_checksum: computed, bytes: staged.bytes }, caller, clock);
  if (computed !== task.checksum) throw checksumMismatch(task.checksum, computed);

  const look = await inspectMp4(staged.path);
  failpoint("delivery-after-look");
  if (!look.ok) throw notAnMp4(look.reason);
  const { duration_seconds: actualSeconds } = look.facts;
  if (!durationAgrees(task.claimed_seconds, actualSeconds)) throw durationMismatch(task.claimed_seconds, actualSeconds);

  failpoint("delivery-before-store");
  signal?.throwIfAborted();
  const { path: file, sha256, bytes } = staged;
  const [store, key] = [primaryStore(), task.storage_key];
  await store.put({ key, file, sha256, bytes, signal, failpointPrefix: "delivery" });
  return { stored: { store: store.name, key, location: store.locationOf(key) }, media: look.facts };
}

/** Brings the bytes into the staging folder: from the network, or from what somebody sent the desk before. */
async function stage({ run, url, open, signal }: Pick<Errand, "run" | "open" | "signal"> & { url: string }) {
  const part = { deliveryId: run.id, run: run.run };
  const [, uploadId] = UPLOAD_SOURCE.exec(url) ?? [];
  if (uploadId !== undefined) {
    const file = await uploadPath(uploadId);
    return stageFile({ ...part, file }).catch((error: unknown) => {
      throw isErrno(error, "ENOENT") ? uploadGone() : error;
    });
  }
  const progress = progressOf(run);
  const source = await open(url, signal);
  const onProgress = (bytes: number) => progress.note(bytes, source.length);
  const staged = await stageSource({ ...part, source, signal, onProgress });
  await progress.stop();
  return staged;
}

/** The whole source URL. A secret that has left the ring leaves nothing to try again with. */
function openSealed({ id }: Run, sealed: string): string {
  try {
    return unseal(sealed, sealPlaceOf(id));
  } catch {
    throw sourceUnreadable();
  }
}

const fetchGuarded = (url: string, signal: AbortSignal | undefined) =>
  openSource({ url, allow: env().OUTBOUND_ALLOW, maxBytes: env().MARQUEE_MAX_BYTES, signal });

/** Spares the audit trail a refusal for a job whose run is over; the guard that counts is the move's own. */
async function isStillOurs({ id, run }: Run): Promise<boolean> {
  return (await db().delivery.count({ where: { id, run, status: "queued" } })) === 1;
}

/** A worker whose run is no longer the row's stops at once (standard, R6). */
function overAlready(error: unknown): undefined {
  if (error instanceof Refusal && ["invalid_state_transition", "stale"].includes(error.code)) return undefined;
  throw error;
}

function endingOf(error: unknown, run: Run): { code: string; message: string } {
  if (error instanceof Refusal && Object.hasOwn(FAILURES, error.code))
    return { code: error.code, message: error.message };
  log.error({ err: error, ...run }, "a delivery broke for a reason of ours");
  return { code: "carrying_failed", message: "Something broke on our side while the file was carried. Try it again." };
}
