import { insideCaller, type Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { failpoint } from "@/lib/infra/failpoint";
import { log } from "@/lib/infra/log";
import { perform, type PerformOptions } from "@/lib/infra/operation";
import type { Storage } from "@/lib/infra/storage/contract";
import { aloneWith } from "../alone";
import { endsOf, type Ends } from "../ends-of-move";
import { fillStore, placeIn, putInto } from "../fill-store";
import { lookAtCopy, type Errand } from "../look-at-copy";
import { troubleOf } from "../looks";
import { breakOffMove } from "../operations/break-off-move";
import { finishMove } from "../operations/finish-move";
import { noteMoved } from "../operations/note-moved";
import { findFilm, toSeeTo, type MoveRow } from "../store";
import type { Working } from "./replicate-copies";

/** After so long a job ends and leaves the rest to the next one: the queue gives no job more than a day. */
const AT_A_TIME = 4 * HOUR;

/** How soon a move notices in the middle of a film that it was stopped. */
const LOOK_EVERY_MS = 2000;

/**
 * Goes on with a move from where its row says, one film after the other in the order of their ids. Another
 * worker that does the same, or a stop, makes this one end: what is counted is counted where the row still
 * stands where this worker left it. A film that fails is counted and left behind. Where a store cannot be used
 * at all the job fails and the move stays as it is, with its trouble; where both are one place it is broken off.
 */
export async function moveObjects(
  { moveId }: { readonly moveId: string },
  { signal, ...clock }: Working = {},
): Promise<void> {
  const caller = insideCaller("worker", `move.${moveId}`);
  const until = Date.now() + AT_A_TIME;
  let ends: Ends | undefined;
  while (Date.now() < until) {
    signal?.throwIfAborted();
    const move = await db().storageMove.findUnique({ where: { id: moveId } });
    if (move?.status !== "running") return;
    const next = await nextFilm(move);
    if (next === null) {
      await perform(finishMove, { id: moveId, after: move.cursor }, caller, clock).catch(overAlready);
      return;
    }
    ends ??= await endsOf(move, signal).catch((error: unknown) => sayStuck(move, error, signal));
    if (ends.obstacle !== null) {
      await perform(breakOffMove, { id: moveId, trouble: ends.obstacle }, caller, clock).catch(overAlready);
      return;
    }
    if (!(await seeTo({ move, ...ends, id: next, caller, clock, signal }))) return;
  }
}

const GONE_WITH_SOURCE =
  "With the source's copy the target's was gone too, so both are one place by two names. Look after that film first.";

/** No film is to blame: the move goes on with another worker, or after the next try. Throws the error. */
async function sayStuck({ id, target }: MoveRow, error: unknown, signal: AbortSignal | undefined): Promise<never> {
  signal?.throwIfAborted();
  await db().storageMove.updateMany({
    where: { id, status: "running" },
    data: { trouble: troubleOf(error, target) },
  });
  throw error;
}

async function nextFilm(move: MoveRow): Promise<string | null> {
  const { status, ...where } = toSeeTo(move);
  const row = await db().delivery.findFirst({
    where: { status, ...where, ...(move.cursor === null ? {} : { id: { gt: move.cursor } }) },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return row?.id ?? null;
}

interface OneFilm extends Pick<Ends, "source" | "target"> {
  readonly move: MoveRow;
  readonly id: string;
  readonly caller: Caller;
  readonly clock: PerformOptions;
  readonly signal: AbortSignal | undefined;
}

/** Answers whether the move is still this worker's. */
async function seeTo(one: OneFilm): Promise<boolean> {
  const { move, id, signal, caller, clock } = one;
  const stopped = watchForStop(move.id);
  try {
    const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
    return await aloneWith(id, () => bringOver({ ...one, signal: either }), either);
  } catch (error) {
    if (error === goneWithSource) {
      log.error({ alert: true, move: move.id, delivery: id }, "a move removed the only copy of a film");
      const trouble = `${id}: ${GONE_WITH_SOURCE}`;
      await perform(breakOffMove, { id: move.id, trouble }, caller, clock).catch(overAlready);
      return false;
    }
    signal?.throwIfAborted();
    if (stopped.signal.aborted || isOver(error)) return false;
    return noteFailed(one, error);
  } finally {
    stopped.end();
  }
}

/**
 * The target's copy is verified and on record before the source's goes, and only then the film is counted. Answers
 * whether it was: not where the move was stopped or taken over meanwhile.
 */
async function bringOver({ move, source, target, id, caller, clock, signal }: OneFilm): Promise<boolean> {
  const film = await findFilm(db(), id);
  if (!film) throw notPublished();
  const errand = { film, caller, clock, signal };
  const note = { move_id: move.id, id, after: move.cursor, bytes: film.object.bytes };
  if (!move.removeSource) {
    await must(putInto(target, errand));
    failpoint("move-after-put");
    return (await perform(noteMoved, { ...note, stored: placeIn(target, errand) }, caller, clock)).counted;
  }
  if (!(await standsSince(target, move.createdAt, errand))) await must(fillStore(target, errand));
  failpoint("move-after-put");
  await source.remove(film.copies.find(({ store }) => store === source.name)?.key ?? film.object.key);
  failpoint("move-after-remove");
  // The look before the first film said that these are two places. A target that is silent now was verified before.
  if ((await target.stat(film.object.key).catch(() => undefined)) === null) throw goneWithSource;
  const { counted } = await perform(noteMoved, { ...note, stored: null }, caller, clock);
  failpoint("move-after-note");
  return counted;
}

const goneWithSource = new Error(GONE_WITH_SOURCE);

/** Whether the target's copy may be relied on: verified since the move began, or found intact now. */
async function standsSince(target: Storage, since: Date, errand: Errand): Promise<boolean> {
  const copy = errand.film.copies.find(({ store }) => store === target.name);
  if (copy?.state !== "verified") return false;
  if (copy.verifiedAt >= since && copy.trouble === null) return true;
  const standing = await lookAtCopy(target, copy, errand);
  if (standing === null) throw targetSilent();
  return standing === "intact";
}

async function must(search: ReturnType<typeof putInto>): Promise<void> {
  const found = await search;
  if (found === "none") throw new Refusal("conflict", "last_copy", "No sound copy of this film is left anywhere.");
  if (found === "unanswered")
    throw new Refusal("unavailable", "storage_failed", "The stores that have this film did not answer.");
}

const notPublished = () => new Refusal("conflict", "delivery_not_published", "This film is being delivered once more.");

const targetSilent = () =>
  new Refusal("unavailable", "storage_failed", "The target did not answer when its copy was to be checked.");

/** Counts a film that could not be brought over, and goes on behind it. Progress, not an act: no audit entry. */
async function noteFailed({ move, id, clock }: OneFilm, error: unknown): Promise<boolean> {
  log.error({ err: error, move: move.id, delivery: id }, "a film could not be moved");
  const { count } = await db().storageMove.updateMany({
    where: { id: move.id, status: "running", cursor: move.cursor },
    data: {
      cursor: id,
      failed: { increment: 1 },
      trouble: `${id}: ${troubleOf(error, move.target)}`,
      movedAt: clock.now ?? new Date(),
    },
  });
  return count === 1;
}

/** Fires when somebody stops the move, so that a large film does not have to be brought to its end first. */
function watchForStop(moveId: string): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const look = async () => {
    const running = await db().storageMove.count({ where: { id: moveId, status: "running" } });
    if (running === 0) controller.abort(new Error("The move was stopped."));
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return { signal: controller.signal, end: () => clearInterval(timer) };
}

const isOver = (error: unknown) =>
  error instanceof Refusal && ["stale", "invalid_state_transition"].includes(error.code);

function overAlready(error: unknown): undefined {
  if (isOver(error)) return undefined;
  throw error;
}
