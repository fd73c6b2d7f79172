import { describe, expect, it } from "vitest";
import { call } from "@/lib/testing/call";
import { delivering, recordOf } from "@/lib/testing/delivering";

const desk = await delivering();

describe("links", () => {
  it("are listed, renewed and revoked, and only a published delivery has them", async () => {
    const id = String(recordOf((await desk.deliver()).body)["audit_log_id"]);
    const fresh = await call("POST", "/api/v1/deliveries/{id}/links", {
      key: desk.key,
      params: { id },
      body: { url_expiry_hours: 1 },
    });
    expect(fresh.status).toBe(201);
    const list = async () =>
      (await call("GET", "/api/v1/deliveries/{id}/links", { key: desk.key, params: { id } })).body["items"] as Record<
        string,
        unknown
      >[];
    expect(await list()).toHaveLength(2);

    const revoked = await call("DELETE", "/api/v1/deliveries/{id}/links/{link_id}", {
      key: desk.key,
      params: { id, link_id: String(fresh.body["id"]) },
    });
    expect(revoked.body).toMatchObject({ public_url: null, revoked_at: expect.any(String) });
    expect((await list()).map((link) => link["public_url"] === null)).toEqual([true, false]);
    expect(
      (await call("POST", "/api/v1/deliveries/{id}/links", { key: desk.key, params: { id: "dist_none" }, body: {} }))
        .status,
    ).toBe(404);
    expect(
      (
        await call("POST", "/api/v1/deliveries/{id}/links", {
          key: desk.key,
          params: { id },
          body: { url_expiry_hours: 169 },
        })
      ).status,
    ).toBe(400);
  });
});

describe("the list", () => {
  it("comes in pages that neither repeat nor lose a row", async () => {
    for (const prefix of ["a", "b", "c"]) await desk.deliver({ settings: { storage_prefix: prefix } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await call("GET", "/api/v1/deliveries", {
        key: desk.key,
        query: { project: desk.project, limit: "2", ...(cursor ? { cursor } : {}) },
      });
      seen.push(...(body["items"] as { audit_log_id: string }[]).map((item) => item.audit_log_id));
      cursor = (body["next_cursor"] as string | null) ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
    expect(
      (await call("GET", "/api/v1/deliveries", { key: desk.key, query: { cursor: "made.up.x" } })).body["code"],
    ).toBe("invalid_cursor");
    expect((await call("GET", "/api/v1/deliveries", { key: desk.key, query: { limit: "101" } })).status).toBe(400);
    expect((await call("GET", "/api/v1/deliveries", { key: desk.key, query: { colour: "red" } })).status).toBe(400);
  });
});
