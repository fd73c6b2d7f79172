import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { assignmentFailed, assignmentUnconfirmed } from "@/lib/domain/assignments/events";
import { channelDisabled, channelExpiring, channelNeedsReconnecting } from "@/lib/domain/channels/events";
import { closeDb, db } from "@/lib/infra/db";
import type { EventType } from "@/lib/infra/event";
import { closeQueue } from "@/lib/infra/queue";
import { ALERT_KINDS } from "./contract";
import { ASSIGNMENT_KINDS, CHANNEL_KINDS } from "./facts";
import { raiseAlert } from "./workers/raise-alert";

afterAll(async () => {
  await closeQueue();
  await closeDb();
});

/** A fact as the module that owns it tells it, and the alert that comes of it. */
async function alertOf(type: EventType, payload: object, subject: string) {
  const { id } = await db().outboxEvent.create({
    data: {
      type: type.name,
      subject,
      payload: type.payload.parse(payload) as object,
      requestId: "test",
      occurredAt: new Date(),
    },
  });
  await raiseAlert({ eventId: id });
  return db().alert.findUniqueOrThrow({ where: { eventId: id } });
}

const channelId = randomUUID();
const ofChannel = (reason: string, more = {}) => ({
  channel_id: channelId,
  name: "Harbour\nTV",
  platform: "webhook",
  reason,
  ...more,
});
const ofAssignment = (more: object) => ({
  assignment_id: "a1",
  video_id: "vid_none",
  channel_id: channelId,
  platform: "webhook",
  distribution_method: "manual",
  status: "failed",
  scheduled_at: null,
  retry_count: 0,
  cause: null,
  reason: null,
  remote_id: null,
  remote_url: null,
  ...more,
});

describe("an alert of publishing", () => {
  it("is raised under the very names that the later modules tell", () => {
    expect([...CHANNEL_KINDS].toSorted()).toEqual(
      [channelNeedsReconnecting, channelDisabled, channelExpiring].map(({ name }) => name).toSorted(),
    );
    expect([...ASSIGNMENT_KINDS].toSorted()).toEqual([assignmentFailed.name, assignmentUnconfirmed.name]);
    for (const kind of [...CHANNEL_KINDS, ...ASSIGNMENT_KINDS]) expect(ALERT_KINDS).toContain(kind);
  });

  it.each([
    [
      channelNeedsReconnecting,
      ofChannel("The grant was taken back."),
      "The channel “Harbour TV” has to be connected again",
      "The grant was taken back. Open it under Channels and give it fresh credentials. Until then nothing goes out through it.",
    ],
    [
      channelDisabled,
      ofChannel("The receiver answered 410."),
      "The channel “Harbour TV” was switched off by its receiver",
      "The receiver answered 410. Ask whoever runs the receiver whether they still want the videos. Open it under Channels and give it another address or fresh credentials, or remove it.",
    ],
    [
      channelExpiring,
      ofChannel("Its sign-in ends in 6 days.", { expires_at: "2026-12-01T12:00:00.000Z" }),
      "The sign-in of the channel “Harbour TV” ends soon",
      "It ends on 1 December 2026 at 12:00 UTC. Open it under Channels and connect it again before that, or nothing goes out through it afterwards.",
    ],
  ] as const)("$name says which channel it is and what to do", async (type, payload, title, detail) => {
    const alert = await alertOf(type, payload, `channel:${channelId}`);
    expect(alert).toMatchObject({ kind: type.name, title, detail, videoId: null, subject: `channel:${channelId}` });
  });

  it("says which video did not go out on which channel, and that nothing is posted twice", async () => {
    await db().video.create({
      data: {
        id: "vid_pier",
        projectId: "p",
        title: "The pier",
        version: 1,
        checksum: "sha256:0",
        createdAt: new Date(),
      },
    });
    const where = { id: channelId, name: "Harbour TV", platform: "feed", createdAt: new Date(), createdBy: "test" };
    await db().channel.create({ data: where });
    const subject = "assignment:a1";
    const missed = { video_id: "vid_pier", cause: "missed", reason: "It was 61 minutes late." };
    expect(await alertOf(assignmentFailed, ofAssignment(missed), subject)).toMatchObject({
      title: "“The pier” did not go out on “Harbour TV”",
      detail: "It was 61 minutes late. Give it a new time on the board, or publish it now. Assignment a1.",
      videoId: "vid_pier",
    });
    const unknown = { status: "unconfirmed", cause: "no_answer" };
    const alert = await alertOf(assignmentUnconfirmed, ofAssignment(unknown), subject);
    expect(alert.title).toBe("A video may have gone out on “Harbour TV”");
    expect(alert.detail).toMatch(/^Its answer was lost\. It is not sent again, so that it cannot be there twice\./);
    // A cause that this desk has no words for yet.
    const strange = await alertOf(assignmentFailed, ofAssignment({ cause: "of tomorrow" }), subject);
    expect(strange.detail).toBe("See on the board what happened, mend it, and retry it. Assignment a1.");
  });
});
