import { beforeEach, describe, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { REPETITIONS_KEPT_FOR } from "@/lib/infra/idempotency";
import { perform, performInFull } from "@/lib/infra/operation";
import { holding, inside, opens, somebody, type Somebody } from "@/lib/testing/people";
import { editPerson } from "./operations/edit-person";
import { endPersonSessions } from "./operations/end-person-sessions";
import { getPerson } from "./operations/get-person";
import { invitePerson } from "./operations/invite-person";
import { makePasswordLink } from "./operations/make-password-link";
import { removePerson } from "./operations/remove-person";
import { sweepAccess } from "./sweep-access";

const edit = (id: string, changes: object, caller = inside) => perform(editPerson, { id, ...changes }, caller);

let robin: Somebody;
beforeEach(async () => {
  await db().user.deleteMany();
  robin = await somebody("robin@example.com", "admin");
});

describe("a service that manages people", () => {
  const service = holding("people:manage", "videos:read", "deliveries:read", "channels:read", "assignments:read");

  it("hands out no role that holds more than itself, nor a way into one", async () => {
    const mara = await somebody("mara@example.com", "reviewer");
    const more = { code: "scope_not_held", kind: "forbidden" };
    await expect(
      perform(invitePerson, { email: "x@example.com", name: "X", role: "admin" }, service),
    ).rejects.toMatchObject(more);
    await expect(edit(mara.id, { role: "manager" }, service)).rejects.toMatchObject(more);
    expect(await edit(mara.id, { role: "reviewer", name: "Mara" }, service)).toMatchObject({ name: "Mara" });
    await perform(makePasswordLink, { id: mara.id }, service);
  });

  it("keeps no way into an account that rises above it", async () => {
    const { person, link } = await perform(
      invitePerson,
      { email: "v@example.com", name: "V", role: "reviewer" },
      service,
    );
    await edit(person.id, { name: "Vera" });
    expect(await opens(link)).toBe(true);
    await edit(person.id, { role: "admin" });
    expect(await opens(link)).toBe(false);
  });

  it("lays no hand on somebody who holds more than itself", async () => {
    const boss = await somebody("boss@example.com", "manager");
    const tries = [
      edit(boss.id, { disabled: true }, service),
      perform(removePerson, { id: boss.id }, service),
      edit(boss.id, { name: "Nobody" }, service),
      edit(boss.id, { role: "reviewer" }, service),
      perform(endPersonSessions, { id: boss.id }, service),
      perform(makePasswordLink, { id: robin.id }, service),
    ];
    for (const tried of await Promise.allSettled(tries)) {
      expect(tried).toMatchObject({ status: "rejected", reason: { code: "person_above_you", kind: "forbidden" } });
      expect(tried).toHaveProperty("reason.message", "This person may do more than you. Ask an admin.");
    }
    expect(await perform(getPerson, { id: boss.id }, inside)).toMatchObject({ revision: 0, password_link: null });
  });

  it("repeats an invitation or a link and gets the same one again", async () => {
    const request = { key: "again", address: "POST /api/v1/people" };
    const invitation = { email: "y@example.com", name: "Y", role: "reviewer" } as const;
    const first = await perform(invitePerson, invitation, service, { request });
    const again = await performInFull(invitePerson, invitation, service, { request });
    expect(again).toMatchObject({ repeated: true, answer: { status: 201 }, settled: { link: first.link } });

    const asked = { key: "again", address: `POST /api/v1/people/${first.person.id}/password-link` };
    const link = await perform(makePasswordLink, { id: first.person.id }, service, { request: asked });
    expect(await perform(makePasswordLink, { id: first.person.id }, service, { request: asked })).toEqual(link);
    expect([await opens(first.link), await opens(link)]).toEqual([false, true]);
    expect(new Date(link.expires_at).getTime() - Date.now()).toBeGreaterThan(7 * 24 * HOUR - 60_000);
  });

  it("gets the link of an invitation again for as long as repetitions are known, whatever became of the link", async () => {
    const request = { key: "late", address: "POST /api/v1/people" };
    const invitation = { email: "z@example.com", name: "Z", role: "reviewer" } as const;
    const first = await perform(invitePerson, invitation, service, { request });
    await perform(makePasswordLink, { id: first.person.id }, service);
    const now = new Date(Date.now() + REPETITIONS_KEPT_FOR);
    await sweepAccess(now);
    expect(await perform(invitePerson, invitation, service, { request, now })).toMatchObject({ link: first.link });
  });

  it("hears that somebody was removed since, when it repeats their invitation", async () => {
    const request = { key: "gone", address: "POST /api/v1/people" };
    const invitation = { email: "w@example.com", name: "W", role: "reviewer" } as const;
    const { person } = await perform(invitePerson, invitation, service, { request });
    await perform(removePerson, { id: person.id }, inside);
    await expect(perform(invitePerson, invitation, service, { request })).rejects.toMatchObject({
      code: "person_removed",
      kind: "conflict",
    });
    expect(await perform(invitePerson, invitation, service)).toMatchObject({ person: { name: "W" } });
  });
});
