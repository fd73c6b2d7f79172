import { describe, expect, it } from "vitest";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { agents, keyWith, said } from "@/lib/testing/agents";
import { asOwner } from "@/lib/testing/database";
import { delivering } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";

const desk = await delivering();
const { connect, asset, post, rpc } = agents(desk);

describe("what an agent is refused", () => {
  it.each([
    ["a film that did not pass QC", { status: "fail" }, "qc_not_passed", 422],
    ["other bytes than were promised", { checksum: `sha256:${"0".repeat(64)}` }, "checksum_mismatch", 422],
    ["half a film", { path: "/truncated.mp4" }, "checksum_mismatch", 422],
    ["a film of another length", { seconds: 25 }, "duration_mismatch", 422],
    ["a source that is gone", { path: "/gone.mp4" }, "source_unreachable", 502],
  ])("%s", async (_what, wrong, code, status) => {
    const { call } = await connect();
    const refusal = await call("publish_final_asset", asset(wrong));
    expect(refusal).toMatchObject({
      isError: true,
      _meta: { "marquee/refusal": { code, status, detail: expect.any(String), request_id: expect.any(String) } },
    });
    expect(said(refusal)).toMatchObject({ code, status, next_step: expect.any(String) });
    expect(refusal.structuredContent).toBeUndefined();
    expect(await desk.stored()).toEqual([]);
    if (code === "qc_not_passed") return;
    const rehearsal = await call("publish_final_asset", { ...asset(wrong), dry_run: true });
    expect(rehearsal.structuredContent, "what failed may be tried again").toEqual({ would: "retry", refusals: [] });
  });

  it("names every field that is wrong, those nobody knows among them", async () => {
    const { call } = await connect();
    const wrong = { ...asset(), captions: ["de"], qc_report: { status: "pass", verdict: 1 } };
    const fields = { captions: ["There is no such field."], "qc_report.verdict": ["There is no such field."] };
    expect(said(await call("publish_final_asset", wrong))).toMatchObject({ code: "invalid_request", fields });
    expect(said(await call("get_delivery", { id: "x", dry_run: true }))).toMatchObject({
      code: "invalid_request",
      fields: { dry_run: ["There is no such field."] },
    });
    expect(said(await call("publish_final_asset", { ...asset(), dry_run: "yes" }))).toMatchObject({
      fields: { dry_run: ["This has to be true or false."] },
    });
    expect(await desk.rows()).toEqual([]);
  });

  it.each([
    ["a field that is no field", `{"id":"dist_00000000000000000000","__proto__":{}}`],
    ["half a character", String.raw`{"id":"\ud800"}`],
    ["arguments nested 30 deep", `{"id":${"[".repeat(30)}${"]".repeat(30)}}`],
  ])("%s", async (_what, args) => {
    const answer = await post(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_delivery","arguments":${args}}}`,
    );
    const body = (await answer.json()) as { result?: unknown; error?: { code: number } };
    if (answer.status === 200) expect(said(body.result)).toMatchObject({ code: "invalid_request" });
    else expect([answer.status, body.error?.code]).toEqual([400, -32_600]);
  });

  it("a tool that its key has no scope for: it is not in the list, and calling it is in the trail", async () => {
    const { key } = await keyWith(["deliveries:read"]);
    const { tools, call } = await connect(key);
    expect(tools.map(({ name }) => name)).toEqual(["get_delivery", "list_deliveries"]);
    for (const args of [asset(), { ...asset(), dry_run: true }]) {
      const refusal = said(await call("publish_final_asset", args));
      expect(refusal).toMatchObject({ code: "forbidden", status: 403, scope: "deliveries:write" });
      const { request_id: requestId } = refusal;
      expect(await db().auditEntry.findFirst({ where: { requestId: String(requestId) } })).toMatchObject({
        door: "mcp",
        outcome: "refused",
        code: "forbidden",
      });
    }
    expect(said(await call("renew_link", { id: "dist_00000000000000000000" }))).toMatchObject({ code: "forbidden" });
    expect(await desk.rows()).toEqual([]);
  });

  it("everything, once its key is revoked", async () => {
    const { id, key } = await keyWith(["deliveries:read"]);
    const { call } = await connect(key);
    await call("list_deliveries");
    await perform(revokeApiKey, { id }, inside);
    await expect(call("list_deliveries")).rejects.toThrow(/401|unauthenticated|unknown, expired, revoked/);
  });

  it("a tool or a method that there is not", async () => {
    const { client, call } = await connect();
    await expect(call("delete_everything")).rejects.toThrow(/no tool delete_everything/);
    await expect(client.listResources()).rejects.toThrow();
    const unnamed = (await (await post(rpc("tools/call", {}))).json()) as { error: { code: number } };
    expect(unnamed.error.code).toBe(-32_602);
  });

  it("does not hear what broke when something of ours breaks", async () => {
    const { call } = await connect();
    await asOwner("ALTER TABLE deliveries RENAME TO out_of_reach");
    const broken = await call("get_delivery", { id: "dist_00000000000000000000" });
    await asOwner("ALTER TABLE out_of_reach RENAME TO deliveries");
    expect(said(broken)).toMatchObject({ code: "internal", status: 500 });
    expect(JSON.stringify(broken)).not.toMatch(/table|prisma|relation|invocation/i);
  });
});
