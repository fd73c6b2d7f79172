import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/core/caller";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { call, keyOfRole } from "@/lib/testing/call";
import { asPerson, somebody } from "@/lib/testing/people";
import { listSavedViews } from "./operations/list-saved-views";
import { removeView } from "./operations/remove-view";
import { saveView } from "./operations/save-view";

let ada: Caller;
let ben: Caller;
let admin: Caller;
beforeAll(async () => {
  ada = asPerson(await somebody("ada@example.com"), "manager");
  ben = asPerson(await somebody("ben@example.com", "reviewer"), "reviewer");
  admin = asPerson(await somebody("root@example.com", "admin"), "admin");
});
afterAll(closeDb);

const save = (caller: Caller, name: string, shared = false) =>
  perform(saveView, { screen: "board", name, query: "needs=failed&q=spring+launch", shared }, caller);
const seenBy = async (caller: Caller) =>
  (await perform(listSavedViews, { screen: "board" }, caller)).items.map(({ name, own }) => [name, own]);
const remove = (caller: Caller, id: string) =>
  perform(removeView, { id }, caller).then(
    ({ removed }) => removed,
    (error: { code: string }) => error.code,
  );

describe("a saved view", () => {
  it("is its maker's alone until it is shared, and a shared one is removed by its maker or an admin", async () => {
    const own = await save(ada, "Mine");
    const shared = await save(ada, "For all", true);
    expect(own).toMatchObject({ screen: "board", query: "needs=failed&q=spring+launch", shared: false, own: true });
    expect(await seenBy(ada)).toEqual([
      ["Mine", true],
      ["For all", true],
    ]);
    expect(await seenBy(ben)).toEqual([["For all", false]]);

    expect(await remove(ben, own.id)).toBe("saved_view_not_found");
    expect(await remove(admin, own.id)).toBe("saved_view_not_found");
    expect(await remove(ben, shared.id)).toBe("forbidden");
    expect(await remove(admin, shared.id)).toBe(true);
    expect(await remove(ada, own.id)).toBe(true);
    expect(await remove(ada, own.id)).toBe("saved_view_not_found");
  });

  it("is one of a hundred at most", async () => {
    const ownerId = ben.actorId.replace("user:", "");
    await db().savedView.createMany({
      data: Array.from({ length: 100 }, (_, at) => ({
        screen: "board",
        name: `View ${at}`,
        query: "",
        ownerId,
        createdAt: new Date(),
      })),
    });
    await expect(save(ben, "One more")).rejects.toMatchObject({ code: "too_many_saved_views" });
    await save(ada, "Hers");
  });

  it("is a person's: a key has none", async () => {
    const key = await keyOfRole("admin");
    expect((await call("GET", "/api/v1/saved-views", { key })).status).toBe(403);
    const body = { screen: "board", name: "x", query: "" };
    expect((await call("POST", "/api/v1/saved-views", { key, body })).status).toBe(403);
  });

  it("holds a query and a name of one line, and nothing else", async () => {
    for (const bad of [{ query: "?q=<script>" }, { name: " " }, { name: "two\nlines" }, { screen: "alerts" }])
      await expect(
        perform(saveView, { screen: "board", name: "x", query: "", ...bad }, ada),
        JSON.stringify(bad),
      ).rejects.toMatchObject({ code: "invalid_request" });
  });
});
