import { describe, expect, it } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { AssignmentStatus, type Finding } from "./contract";
import { ASSIGNMENT_MOVES } from "./lifecycle";
import { isLate, missedAt, slotOf } from "./rules";
import { standingOf, type LastAttempt, type StandingRow } from "./standing";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const minutes = (count: number) => new Date(NOW.getTime() + count * MINUTE);

const ROW: StandingRow = {
  status: "scheduled",
  cause: null,
  errorMessage: null,
  scheduledAt: minutes(30),
  dueAt: minutes(30),
  lateAfterMinutes: 60,
  retryCount: 0,
  maxRetries: 5,
  forced: false,
  findings: [],
  frozenAt: null,
  prepareDueAt: minutes(15),
  preparedAt: null,
  watchDueAt: null,
  liveAt: null,
  remoteId: null,
};
const CHANNEL = {
  platform: "rehearsal-search",
  status: "active",
  maxPerHour: 10,
  breakerOpenUntil: null,
  removedAt: null,
} as const;
const ATTEMPT: LastAttempt = { number: 1, state: "sending", startedAt: minutes(-2), lookDueAt: null, trouble: null };

type Channel = Parameters<typeof standingOf>[1]["channel"];
interface More {
  channel?: Partial<Channel>;
  stopped?: boolean;
  attempt?: Partial<LastAttempt>;
}
const stands = (row: Partial<StandingRow>, { channel = {}, stopped = false, attempt }: More = {}) =>
  standingOf(
    { ...ROW, ...row },
    { channel: { ...CHANNEL, ...channel }, stopped, attempt: attempt ? { ...ATTEMPT, ...attempt } : null, now: NOW },
  );

describe("where an assignment stands", () => {
  it("on its way to its time: it waits, is prepared, and is ready", () => {
    expect(stands({})).toEqual({
      phase: "waiting",
      waits_for: null,
      late_seconds: 0,
      missed_at: null,
      sentence: null,
      actions: ["edit", "cancel", "publish"],
    });
    expect(stands({ prepareDueAt: NOW }).phase).toBe("preparing");
    expect(stands({ preparedAt: NOW, prepareDueAt: null }).phase).toBe("ready");
  });

  it("late, it says how late it is and when it is given up", () => {
    const late = { scheduledAt: minutes(-10), dueAt: minutes(-10) };
    expect(stands(late)).toMatchObject({ late_seconds: 600, missed_at: minutes(50).toISOString() });
    expect(isLate({ ...ROW, scheduledAt: new Date(NOW.getTime() - 5000) }, NOW), "it is being sent").toBe(false);
    expect(stands({ ...late, status: "published", liveAt: minutes(-7) })).toMatchObject({ late_seconds: 180 });
    expect(stands({ ...late, status: "cancelled" }).late_seconds).toBe(0);
    expect(missedAt({ scheduledAt: null, lateAfterMinutes: 60 })).toBeNull();
    const lost = stands({ ...late, status: "unconfirmed" }, { attempt: { state: "unknown", startedAt: minutes(-9) } });
    expect(lost.late_seconds, "it is no later for nobody knowing what came of it").toBe(60);
  });

  const blocked: Finding = { code: "caption_too_long", field: "caption", blocks: true, sentence: "Too long." };
  it.each([
    ["stopped", {}, { stopped: true }, /stop is lifted/, []],
    ["channel_paused", {}, { channel: { status: "paused" } }, /resumed/, ["resume"]],
    ["reconnecting", {}, { channel: { status: "needs_reconnecting" } }, /sign-in/, ["reconnect"]],
    ["reconnecting", {}, { channel: { status: "disabled" } }, /hear nothing more/, ["reconnect"]],
    ["preflight", { findings: [blocked] }, {}, /^Too long\.$/, []],
    ["breaker", { dueAt: NOW }, { channel: { breakerOpenUntil: minutes(1) } }, /rests/, []],
    ["cap", { scheduledAt: minutes(-5), dueAt: minutes(20) }, {}, /may in an hour, 10\./, []],
    [
      "retry",
      { scheduledAt: minutes(-5), dueAt: minutes(1), errorMessage: "The platform was busy." },
      {},
      /^Nothing was posted, and it is tried again\. The platform was busy\.$/,
      [],
    ],
  ] as const)("it waits for: %s", (waitsFor, row, more, sentence, mends) => {
    const standing = stands(row, more);
    expect(standing.waits_for).toBe(waitsFor);
    expect(standing.sentence).toMatch(sentence);
    expect(standing.actions).toEqual(["edit", "cancel", "publish", ...mends]);
  });

  it("waits for nothing that is over before its time, or that somebody has overruled", () => {
    expect(stands({}, { channel: { breakerOpenUntil: minutes(1) } }).waits_for).toBeNull();
    expect(stands({ findings: [blocked], forced: true }).waits_for).toBeNull();
    const lost: Finding = { ...blocked, code: "video_lost", field: "video" };
    expect(stands({ findings: [lost], forced: true }).waits_for, "a fact").toBe("preflight");
  });

  it("being published, it is sent, sent again under its key, or worked on by the platform", () => {
    const row = { status: "publishing" } as const;
    expect(stands(row, { attempt: {} })).toMatchObject({ phase: "sending", actions: [] });
    const byKey = { platform: "rehearsal-key" };
    expect(stands(row, { channel: byKey, attempt: { state: "unknown" } }).phase).toBe("repeating");
    expect(stands(row, { channel: byKey, attempt: { number: 2 } }).phase).toBe("repeating");
    expect(stands({ ...row, retryCount: 1 }, { channel: byKey, attempt: { number: 2 } }).phase).toBe("sending");
    expect(stands({ ...row, remoteId: "r-1" }, { attempt: { state: "confirmed" } }).phase).toBe("processing");
  });

  it("without an answer, it is looked for where that is possible, and settled by a person", () => {
    const row = { status: "unconfirmed" } as const;
    expect(stands(row, { attempt: { state: "unknown", lookDueAt: minutes(3) } })).toMatchObject({
      phase: "looking",
      actions: ["check", "present", "absent"],
    });
    expect(stands(row, { channel: { platform: "rehearsal-hand" }, attempt: { state: "unknown" } })).toMatchObject({
      phase: "waiting",
      sentence: "Sent, and no answer came. Check on the platform before anybody sends it again.",
      actions: ["present", "absent"],
    });
  });

  it("failed, it says why and offers what helps", () => {
    const failed = (row: Partial<StandingRow>, channel: Partial<Channel> = {}) =>
      stands({ status: "failed", cause: "refused", errorMessage: "It said no.", ...row }, { channel });
    expect(failed({})).toMatchObject({ sentence: "It said no.", actions: ["retry", "edit", "cancel"] });
    expect(failed({ retryCount: 5 }).actions).toEqual(["edit", "cancel"]);
    expect(failed({ cause: "processing_failed" }).actions).toEqual(["edit", "cancel"]);
    const expired = { cause: "sign_in_expired" };
    expect(failed(expired, { status: "needs_reconnecting" }).actions).toContain("reconnect");
    expect(failed(expired).actions, "connected meanwhile").not.toContain("reconnect");
    expect(failed({}, { removedAt: NOW }).actions).toEqual(["cancel"]);
  });

  it("offers in every state just what its lifecycle allows", () => {
    for (const status of AssignmentStatus.options) {
      const { actions } = stands({ status });
      const may = (move: keyof typeof ASSIGNMENT_MOVES) =>
        (ASSIGNMENT_MOVES[move].from as readonly string[]).includes(status);
      expect(actions.includes("edit"), status).toBe(may("schedule"));
      expect(actions.includes("cancel"), status).toBe(may("cancel"));
      expect(actions.includes("present"), status).toBe(status === "unconfirmed");
    }
  });
});

describe("a time to go out", () => {
  it("lies between now, with a minute for clocks that differ, and a year ahead", () => {
    const slot = (at: Date) => slotOf(at.toISOString(), NOW);
    expect(slot(minutes(5))).toEqual(minutes(5));
    expect(slot(new Date(NOW.getTime() - MINUTE))).toEqual(NOW);
    expect(slot(new Date(NOW.getTime() - MINUTE - 1))).toBeNull();
    expect(slot(minutes(366 * 24 * 60))).not.toBeNull();
    expect(slot(minutes(366 * 24 * 60 + 1))).toBeNull();
  });
});
