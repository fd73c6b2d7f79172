import { describe, expect, it } from "vitest";
import { insideCaller } from "@/lib/core/caller";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { call, keyOfRole } from "@/lib/testing/call";
import { nothingHere, route } from "./route";
import { authHandler } from "../sign-in/session";

const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  keyOfRole("admin").then((key) => call("POST", "/api/v1/api-keys", { key, body, headers }));

describe("the REST door", () => {
  it("asks who is there", async () => {
    expect((await call("GET", "/api/v1/videos")).body).toMatchObject({
      code: "unauthenticated",
      status: 401,
      type: "urn:marquee:problem:unauthenticated",
    });
    for (const key of ["nonsense", "mq_live_AAAAAAAA_00000000000000000000000000000000AAAAAA", "x".repeat(500)]) {
      expect((await call("GET", "/api/v1/videos", { key })).status, key).toBe(401);
    }
  });

  it("lets a key do what its scopes say and no more, and forgets it once it is revoked", async () => {
    const key = await keyOfRole("reviewer");
    expect((await call("GET", "/api/v1/videos", { key })).status).toBe(200);
    expect((await call("GET", "/api/v1/api-keys", { key })).body).toMatchObject({ status: 403, code: "forbidden" });
    const row = await db().apiKey.findFirstOrThrow({ where: { name: "test reviewer" }, include: { secrets: true } });
    expect(row.secrets).toMatchObject([{ lastUsedAt: expect.any(Date) }]);
    await perform(revokeApiKey, { id: row.id }, insideCaller("cli", "test"));
    expect((await call("GET", "/api/v1/videos", { key })).status).toBe(401);
  });

  it("shows a key once, and keeps only its hash", async () => {
    const { body, status } = await post(
      JSON.stringify({ name: "renderer", scopes: ["deliveries:write", "deliveries:read"] }),
    );
    expect(status).toBe(201);
    const secret = String(body["key"]).split("_")[3] ?? "";
    expect(secret).toHaveLength(38);
    const admin = await keyOfRole("admin");
    const list = await call("GET", "/api/v1/api-keys", { key: admin });
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const rows = await db().$queryRaw<
      { line: string }[]
    >`SELECT k::text AS line FROM api_keys k UNION ALL SELECT s::text FROM api_key_secrets s UNION ALL SELECT a::text FROM audit_entries a`;
    expect(rows.some(({ line }) => line.includes(secret.slice(0, 32)))).toBe(false);
  });

  it.each([
    ["a body that is not JSON", "{", 400],
    ["a list", "[1]", 400],
    ["a body nested 30 deep", `{"name":${"[".repeat(30)}${"]".repeat(30)}}`, 400],
    ["a NUL", String.raw`{"name":"a\u0000b","role":"admin"}`, 400],
    ["half a character", String.raw`{"name":"\ud800","role":"admin"}`, 400],
    ["more than 1 MiB", JSON.stringify({ name: "x".repeat(1_100_000) }), 413],
    ["both a role and scopes", JSON.stringify({ name: "x", role: "admin", scopes: ["videos:read"] }), 400],
    ["neither", JSON.stringify({ name: "x" }), 400],
  ])("refuses %s and makes nothing", async (_what, body, status) => {
    const before = await db().apiKey.count({ where: { name: { not: "test admin" } } });
    expect((await post(body)).status).toBe(status);
    expect(await db().apiKey.count({ where: { name: { not: "test admin" } } })).toBe(before);
  });

  it("takes JSON only, and no fields beside the body", async () => {
    expect((await post("name=x", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    const key = await keyOfRole("admin");
    expect(
      (await call("POST", "/api/v1/api-keys", { key, body: { name: "x", role: "admin" }, query: { name: "y" } }))
        .status,
    ).toBe(400);
  });

  it("answers a wrong method and an unknown address with a problem, and says what there is", async () => {
    const wrong = await call("DELETE", "/api/v1/videos");
    expect([wrong.status, wrong.headers.get("allow"), wrong.body["code"]]).toEqual([405, "GET", "method_not_allowed"]);
    const nowhere = await nothingHere(new Request("http://localhost:3000/api/v2/x"), { params: Promise.resolve({}) });
    expect([nowhere.status, nowhere.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });

  it.each([
    ["a NUL in the path", "GET", { params: { id: "a\0b" } }],
    ["a field every object has", "PATCH", { params: { id: "v" }, body: { revision: 0, title: "x", constructor: 1 } }],
    ["a field that is no field", "PATCH", { params: { id: "v" }, body: '{"revision":0,"title":"x","__proto__":1}' }],
    ["a revision beyond all revisions", "PATCH", { params: { id: "v" }, body: { title: "x", revision: 2 ** 52 } }],
    ["a number beyond all numbers", "PATCH", { params: { id: "v" }, body: '{"title":"x","revision":1e999}' }],
    ["an id in the path and in the body", "PATCH", { params: { id: "v" }, body: { id: "w", title: "x", revision: 0 } }],
    ["an id in the path and in the query", "GET", { params: { id: "v" }, query: { id: "w" } }],
    ["nothing to change", "PATCH", { params: { id: "v" }, body: { revision: 0 } }],
  ] as const)("answers %s with 400", async (_what, method, request) => {
    const key = await keyOfRole("admin");
    const headers = { "content-type": "application/json" };
    expect((await call(method, "/api/v1/videos/{id}", { key, headers, ...request })).status).toBe(400);
  });

  it("reads a sign-in form to 16 KiB, and offers no more of next-auth than the desk uses", async () => {
    const ask = (path: string, init: RequestInit = {}) =>
      authHandler(new Request(`http://localhost:3000/api/auth/${path}`, init), { params: Promise.resolve({}) });
    const flood = {
      method: "POST",
      body: "x".repeat(17_000),
      headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    };
    expect((await ask("callback/credentials", { ...flood, headers: {} })).status).toBe(403);
    expect((await ask("callback/credentials", flood)).status).toBe(413);
    expect((await ask("providers")).status).toBe(404);
  });

  it("carries a harmless request id along, into the audit trail too", async () => {
    const answer = await call("GET", "/api/v1/videos", { headers: { "x-request-id": "trace-42" } });
    expect([answer.headers.get("x-request-id"), answer.body["request_id"]]).toEqual(["trace-42", "trace-42"]);
    const other = await call("GET", "/api/v1/videos", { headers: { "x-request-id": "bad id\t<script>" } });
    expect(other.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const key = await keyOfRole("reviewer");
    await call("GET", "/api/v1/api-keys", { key, headers: { "x-request-id": "trace-43" } });
    expect(
      await db().auditEntry.count({ where: { requestId: "trace-43", outcome: "refused", code: "forbidden" } }),
    ).toBe(1);
  });

  it("does not say what broke when something of ours breaks", async () => {
    const broken = route("/api/v1/videos").GET;
    const response = await broken(new Request("http://localhost:3000/api/v1/videos"), {
      params: Promise.reject(new Error("secret inside")),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
  });
});
