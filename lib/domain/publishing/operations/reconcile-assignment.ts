import { Assignment } from "@/lib/domain/assignments/contract";
import { subjectOf } from "@/lib/domain/assignments/events";
import { findAssignment, findAssignmentRow, lockAssignmentRevision } from "@/lib/domain/assignments/store";
import { db } from "@/lib/infra/db";
import { operation } from "@/lib/infra/operation";
import { waitForSignal } from "@/lib/infra/signal";
import type { Work } from "@/lib/infra/work";
import { cardOf, landingSeconds } from "@/lib/platforms/cards";
import type { Settings } from "@/lib/platforms/contract";
import { ReconcileAssignment } from "../contract";
import { databaseNow } from "../database-now";
import type { Outcome } from "../outcomes";
import { keepOutcomes } from "../outcome-store";
import { cannotLook, mayStillLand, notUnconfirmed } from "../refusals";

const LONGEST_WAIT_MS = 15_000;
const LOOK_EVERY_MS = 500;

/** Settles what nobody knows: by a look now, or by the word of a person who has looked (standard 2.1, R8). */
export const reconcileAssignment = operation({
  name: "assignments.reconcile",
  summary: "Settle an unconfirmed assignment: check, it is there, or it is not there and is sent again.",
  effect: "writes",
  permission: "assignments:write",
  input: ReconcileAssignment,
  output: Assignment,
  refuses: {
    assignment_not_found: "not_found",
    invalid_state_transition: "conflict",
    cannot_look: "conflict",
    may_still_land: "conflict",
  },
  subject: ({ id }) => subjectOf(id),

  async run({ id, verdict, remote_url: remoteUrl }, work) {
    const { tx } = work;
    await lockAssignmentRevision(tx, id);
    const { status, channelId, channel, fence, retryCount, maxRetries } = await findAssignmentRow(tx, id);
    const attempt = await tx.attempt.findFirst({ where: { assignmentId: id, state: "unknown" } });
    if (status !== "unconfirmed" || !attempt) throw notUnconfirmed(status);
    const card = cardOf(channel.platform);
    const now = await databaseNow(tx);
    if (verdict === "check") {
      if (card.settles === "by-hand" || card.settles === "by-key") throw cannotLook(card.name);
      await tx.attempt.update({ where: { id: attempt.id }, data: { lookDueAt: now } });
      await work.signal("publishing");
      return findAssignment(tx, id, now);
    }
    if (verdict === "absent" && card.settles !== "by-key") {
      const { settings } = await tx.channel.findUniqueOrThrow({ where: { id: channelId }, select: { settings: true } });
      const lands = new Date(attempt.deadline.getTime() + landingSeconds(card, settings as Settings) * 1000);
      if (now < lands) throw mayStillLand(lands);
    }
    await keepOutcomes(work, [
      {
        id,
        fence,
        channelId,
        number: attempt.number,
        raiseFence: true,
        outcome: verdict === "present" ? present(remoteUrl ?? null) : absent,
        evidence: { decision: { at: now.toISOString(), by: work.caller.actorName, verdict } },
      },
    ]);
    if (verdict === "absent") await againNow(work, { id, now, maxRetries: Math.max(maxRetries, retryCount + 1) });
    return findAssignment(tx, id, now);
  },

  /** A check answers once it has looked. */
  async settle(asked, { waitMs }) {
    let seen = asked;
    const deadline = Date.now() + Math.min(waitMs, LONGEST_WAIT_MS);
    while (seen.status === "unconfirmed" && seen.revision === asked.revision && Date.now() < deadline) {
      await waitForSignal(subjectOf(asked.id), Math.min(LOOK_EVERY_MS, deadline - Date.now()));
      seen = await findAssignment(db(), asked.id, new Date());
    }
    return seen;
  },

  revisionOf: ({ revision }) => revision,
  lockRevision: ({ id }, tx) => lockAssignmentRevision(tx, id),
  repeats: { idOf: ({ id }) => id, rebuild: (id, { tx, now }) => findAssignment(tx, id, now) },
});

/** A person's word starts the clock anew: how late it is counts from now, and their try is not the last automatic one. */
async function againNow(
  work: Work,
  { id, now, maxRetries }: { id: string; now: Date; maxRetries: number },
): Promise<void> {
  await work.tx.assignment.update({ where: { id }, data: { scheduledAt: now, dueAt: now, maxRetries } });
  await work.signal("publishing");
}

const ENDED = {
  cause: null,
  sentence: null,
  watchInMs: null,
  repeatInMs: null,
  channel: { breaker: null, expire: false, disable: false },
} as const;

const present = (url: string | null): Outcome => ({
  ...ENDED,
  attempt: { state: "confirmed", trouble: null, lookAfterMs: null },
  status: "published",
  remote: url === null ? null : { id: url, url },
  dueInMs: null,
});

const absent: Outcome = {
  ...ENDED,
  attempt: { state: "absent", trouble: "A person has looked, and it is not there.", lookAfterMs: null },
  status: "scheduled",
  remote: null,
  dueInMs: 0,
};
