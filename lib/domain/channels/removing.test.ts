import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignmentCancelled } from "@/lib/domain/assignments/events";
import { ASSIGNMENT_MOVES, PENDING } from "@/lib/domain/assignments/lifecycle";
import { closeDb, db } from "@/lib/infra/db";
import { closeQueue } from "@/lib/infra/queue";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";
import { eventually } from "@/lib/testing/worker";

let key = "";
beforeAll(async () => {
  key = await keyOfRole("manager");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

type Status = "assigned" | "scheduled" | "publishing" | "published" | "unconfirmed" | "failed";

/** A channel with one assignment in each of these states, put there by hand. */
async function channelWith(...statuses: Status[]): Promise<{ id: string; assignments: string[] }> {
  const { body } = await call("POST", "/api/v1/channels", { key, body: { name: "Leaving", platform: "feed" } });
  const id = String(body["id"]);
  const now = new Date();
  const assignments: string[] = [];
  for (const status of statuses) {
    const videoId = `vid_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
    await db().video.create({
      data: {
        id: videoId,
        projectId: id,
        title: "Film",
        version: assignments.length + 1,
        checksum: videoId,
        createdAt: now,
      },
    });
    const { id: assignmentId } = await db().assignment.create({
      data: {
        videoId,
        channelId: id,
        method: "manual",
        status,
        createdAt: now,
        createdBy: "somebody",
        ...(status === "scheduled" ? { scheduledAt: now, dueAt: now, prepareDueAt: now } : {}),
      },
    });
    assignments.push(assignmentId);
  }
  return { id, assignments };
}
const remove = (id: string, headers = {}) => call("DELETE", "/api/v1/channels/{id}", { key, params: { id }, headers });
const rows = (ids: string[]) => Promise.all(ids.map((id) => db().assignment.findUniqueOrThrow({ where: { id } })));

describe("a channel that is removed", () => {
  it("takes along what was still to go out, tells of each, and leaves what has ended", async () => {
    const { id, assignments } = await channelWith("assigned", "scheduled", "published", "failed");
    const { body: seen } = await call("GET", "/api/v1/channels/{id}", { key, params: { id } });
    expect(seen["pending"]).toBe(2);
    expect((await remove(id, { "if-match": '"7"' })).status).toBe(412);
    expect((await remove(id)).body).toEqual({ id, name: "Leaving", removed: true, cancelled: 2 });
    expect(
      (await rows(assignments)).map(({ status, fence, dueAt, prepareDueAt, revision }) => [
        status,
        fence,
        dueAt ?? prepareDueAt,
        revision,
      ]),
    ).toEqual([
      ["cancelled", 1, null, 1],
      ["cancelled", 1, null, 1],
      ["published", 0, null, 0],
      ["failed", 0, null, 0],
    ]);
    const events = await db().outboxEvent.findMany({
      where: { subject: { in: assignments.map((one) => `assignment:${one}`) } },
      orderBy: { subject: "asc" },
    });
    expect(events.map(({ type }) => type)).toEqual([assignmentCancelled.name, assignmentCancelled.name]);
    for (const { payload } of events)
      expect(assignmentCancelled.payload.parse(payload)).toMatchObject({
        channel_id: id,
        platform: "feed",
        status: "cancelled",
        reason: "Its channel was removed.",
      });
    expect((await call("GET", "/api/v1/channels/{id}", { key, params: { id } })).status).toBe(404);
    expect((await remove(id)).body["code"]).toBe("channel_not_found");
    expect([...PENDING].every((status) => ASSIGNMENT_MOVES.cancel.from.includes(status))).toBe(true);
  });

  it("is not while something goes out through it, and then nothing is cancelled", async () => {
    const { id, assignments } = await channelWith("scheduled", "publishing");
    const refused = await remove(id);
    expect([refused.status, refused.body["code"]]).toEqual([409, "channel_busy"]);
    expect((await rows(assignments)).map(({ status }) => status)).toEqual(["scheduled", "publishing"]);
    await db().assignment.updateMany({
      where: { channelId: id, status: "publishing" },
      data: { status: "unconfirmed" },
    });
    expect((await remove(id)).body["cancelled"]).toBe(1);
  });

  it("waits for a publisher who claims at this very moment, and sees what it claimed", async () => {
    const { id, assignments } = await channelWith("scheduled");
    let removing: ReturnType<typeof remove> | undefined;
    await db().$transaction(async (tx) => {
      await tx.assignment.updateMany({ where: { id: { in: assignments } }, data: { status: "publishing" } });
      removing = remove(id);
      // It waits behind the claim: what is not committed yet is neither cancelled nor overlooked.
      await eventually(async () => {
        const waiting = await asOwner(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return waiting.length > 0;
      });
    });
    expect((await removing)?.body["code"]).toBe("channel_busy");
    expect((await rows(assignments))[0]?.status).toBe("publishing");
  });
});
