import { DAY } from "@/lib/core/time";
import type { Prisma } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import type { Work } from "@/lib/infra/work";
import { CLEAN_UP_AT_ONCE, CleanUpReport, CleanUpStaging, type StagingCopy } from "../contract";
import { FILES_AT_ONCE, removeStagingFiles } from "../jobs";
import { reasonsToKeep, type Reason } from "../needs";
import { inState } from "../rules";
import { findStagingCopies, lockStagingCopies, subjectOf } from "../store";

type Where = Prisma.StagingCopyWhereInput;
type Found = Pick<CleanUpReport, "dropped" | "more">;

export const cleanUpStaging = operation({
  name: "retention.clean-up",
  summary: "Delete staging copies in bulk, and report which went and why the others stay.",
  effect: "writes",
  permission: "deliveries:write",
  input: CleanUpStaging,
  output: CleanUpReport,
  subject: () => "staging-copies",

  async run(input, work) {
    const reasons = await reasonsToKeep(work);
    const may = mayGo(input, work, reasons);
    const found = await firstOf(work, may);
    const gone = input.dry_run ? found : await giveUpAll(work, may, found);
    return reportOf(input, work, { ...gone, reasons });
  },

  // What went is on record under its moment; what stays is told as it stays now.
  repeats: {
    idOf: ({ at }) => at,
    async rebuild(at, work, input) {
      const reasons = await reasonsToKeep(work);
      const found = input.dry_run
        ? await firstOf(work, mayGo(input, work, reasons))
        : await firstOf(work, { droppedAt: new Date(at), droppedBy: work.caller.actorName });
      return { ...(await reportOf(input, work, { ...found, reasons })), at };
    },
  },
});

/** Those the caller speaks of, whatever becomes of them. */
function spokenOf({ project, older_than_days: days }: CleanUpStaging, { now }: Work): Where {
  return {
    ...(project === undefined ? {} : { delivery: { projectId: project } }),
    ...(days === undefined ? {} : { keptAt: { lte: new Date(now.getTime() - days * DAY) } }),
  };
}

function mayGo(input: CleanUpStaging, work: Work, reasons: readonly Reason[]): Where {
  const states = input.include_not_due ? (["due", "waiting"] as const) : (["due"] as const);
  const free = states.map((state) => inState(state, { now: work.now, reasons }));
  return { AND: [spokenOf(input, work), { OR: free }] };
}

/** As many as one call tells of, what goes next first. */
async function firstOf({ tx }: Work, where: Where): Promise<Found> {
  const rows = await tx.stagingCopy.findMany({
    where,
    orderBy: [{ dropAt: "asc" }, { deliveryId: "asc" }],
    take: CLEAN_UP_AT_ONCE + 1,
    include: { delivery: { select: { video: { select: { title: true } } } } },
  });
  return {
    dropped: rows.slice(0, CLEAN_UP_AT_ONCE).map(({ deliveryId, bytes, delivery }) => ({
      audit_log_id: deliveryId,
      title: delivery.video.title,
      bytes: Number(bytes),
    })),
    more: rows.length > CLEAN_UP_AT_ONCE,
  };
}

/** Each has its own entry in the trail, so that every video's history tells of it. */
async function giveUpAll(work: Work, may: Where, { dropped: found, more }: Found): Promise<Found> {
  const ids = found.map(({ audit_log_id: id }) => id);
  await lockStagingCopies(work.tx, ids);
  // Asked again now that nobody else changes them: what was held meanwhile stays.
  const still = await work.tx.stagingCopy.findMany({
    where: { AND: [{ deliveryId: { in: ids } }, may] },
    select: { deliveryId: true },
  });
  const gone = new Set(still.map(({ deliveryId }) => deliveryId));
  await work.tx.stagingCopy.updateMany({
    where: { deliveryId: { in: [...gone] } },
    data: { droppedAt: work.now, droppedBy: work.caller.actorName, revision: { increment: 1 } },
  });
  for (const id of gone) await work.record({ operation: "retention.drop", subject: subjectOf(id), outcome: "done" });
  const files = [...gone];
  for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
    const some = files.slice(from, from + FILES_AT_ONCE);
    await work.enqueue(removeStagingFiles, { delivery_ids: some }, { key: `${some[0]}+${some.length}` });
  }
  return { dropped: found.filter(({ audit_log_id: id }) => gone.has(id)), more };
}

async function reportOf(
  input: CleanUpStaging,
  work: Work,
  { dropped: gone, more, reasons }: Found & { reasons: readonly Reason[] },
): Promise<CleanUpReport> {
  const stay = await findStagingCopies(
    work,
    {
      where: { AND: [spokenOf(input, work), { droppedAt: null }, { NOT: mayGo(input, work, reasons) }] },
      orderBy: [{ dropAt: "asc" }, { deliveryId: "asc" }],
      take: CLEAN_UP_AT_ONCE,
    },
    reasons,
  );
  return {
    at: work.now.toISOString(),
    dry_run: input.dry_run,
    dropped: gone,
    bytes_freed: gone.reduce((sum, { bytes }) => sum + bytes, 0),
    kept: stay.map((copy) => ({ audit_log_id: copy.audit_log_id, title: copy.title, ...whyKept(copy) })),
    more,
  };
}

function whyKept({ held, needed_by: needs, drop_at: dropAt }: StagingCopy) {
  if (held) return { why: "held" as const, detail: `Held by ${held.by}: ${held.reason}` };
  if (needs.length > 0) return { why: "needed" as const, detail: needs.map(({ detail }) => detail).join(" ") };
  return { why: "not_due" as const, detail: `Its time is over on ${dropAt.slice(0, 16).replace("T", " ")} UTC.` };
}
