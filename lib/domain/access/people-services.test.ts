import { beforeEach, describe, expect, it } from "vitest";
import { HOUR } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform, performInFull } from "@/lib/infra/operation";
import { holding, inside, lost, somebody, type Somebody } from "@/lib/testing/people";
import { editPerson } from "./operations/edit-person";
import { endPersonSessions } from "./operations/end-person-sessions";
import { invitePerson } from "./operations/invite-person";
import { makePasswordLink } from "./operations/make-password-link";
import { readPasswordLink } from "./operations/read-password-link";
import { removePerson } from "./operations/remove-person";

const edit = (id: string, changes: object, caller = inside) => perform(editPerson, { id, ...changes }, caller);
const opens = ({ url }: { url: string }) =>
  perform(readPasswordLink, { token: url.split("#")[1] ?? "" }, lost).then(
    () => true,
    () => false,
  );

let robin: Somebody;
beforeEach(async () => {
  await db().user.deleteMany();
  robin = await somebody("robin@example.com", "admin");
});

describe("a service that manages people", () => {
  const service = holding("people:manage", "videos:read", "deliveries:read");

  it("hands out no role that holds more than itself, nor a way into one", async () => {
    const mara = await somebody("mara@example.com", "reviewer");
    const more = { code: "forbidden", kind: "forbidden" };
    await expect(
      perform(invitePerson, { email: "x@example.com", name: "X", role: "admin" }, service),
    ).rejects.toMatchObject(more);
    await expect(edit(mara.id, { role: "manager" }, service)).rejects.toMatchObject(more);
    await expect(perform(makePasswordLink, { id: robin.id }, service)).rejects.toMatchObject(more);
    expect(await edit(mara.id, { role: "reviewer", name: "Mara" }, service)).toMatchObject({ name: "Mara" });
    await perform(makePasswordLink, { id: mara.id }, service);
  });

  it("lays no hand on somebody who holds more than itself", async () => {
    const boss = await somebody("boss@example.com", "manager");
    const tries = [
      edit(boss.id, { disabled: true }, service),
      perform(removePerson, { id: boss.id }, service),
      perform(endPersonSessions, { id: boss.id }, service),
    ];
    for (const tried of await Promise.allSettled(tries))
      expect(tried).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
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
});
