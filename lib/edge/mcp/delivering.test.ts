import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { agents, heldBack, said } from "@/lib/testing/agents";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { eventually } from "@/lib/testing/worker";

const desk = await delivering();
const { connect, asset, post, rpc } = agents(desk);

describe("an agent that delivers", () => {
  it("finds the tools that its key may use, with what each takes and answers", async () => {
    const { client, tools } = await connect();
    expect(client.getServerCapabilities(), "nothing that this door cannot do").toEqual({ tools: {} });
    expect(tools.map(({ name }) => name)).toEqual([
      "publish_final_asset",
      "get_delivery",
      "list_deliveries",
      "renew_link",
    ]);
    expect(tools[0]).toMatchObject({
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
      inputSchema: { required: ["final_edit", "qc_report"], additionalProperties: false },
    });
    expect(tools[1]?.annotations).toMatchObject({ readOnlyHint: true });
    expect(tools[3]?.annotations).toMatchObject({ readOnlyHint: false, idempotentHint: false });
  });

  it("rehearses, publishes, publishes again, looks, and hands out a link", async () => {
    const { call } = await connect();
    const [before, rows] = [await db().auditEntry.count(), await desk.rows()];
    expect((await call("publish_final_asset", { ...asset(), dry_run: true })).structuredContent).toEqual({
      would: "publish",
      refusals: [],
    });
    expect([await db().auditEntry.count(), await desk.rows()], "a rehearsal leaves nothing").toEqual([before, rows]);

    const first = await call("publish_final_asset", asset());
    const record = recordOf(said(first));
    expect(first.structuredContent).toMatchObject({ distribution_record: { audit_log_id: record["audit_log_id"] } });
    expect(await desk.stored()).toEqual([`${String(record["audit_log_id"])}.mp4`]);

    expect((await call("publish_final_asset", { ...asset(), dry_run: true })).structuredContent).toMatchObject({
      would: "renew",
    });
    const fetched = desk.source.asked.get("/film.mp4");
    const again = recordOf(said(await call("publish_final_asset", asset())));
    expect([again["audit_log_id"], desk.source.asked.get("/film.mp4")]).toEqual([record["audit_log_id"], fetched]);

    const id = record["audit_log_id"];
    expect(said(await call("get_delivery", { id }))).toMatchObject({ status: "published", audit_log_id: id });
    expect(said(await call("list_deliveries", { project: desk.project, limit: 5 }))).toMatchObject({
      items: [{ audit_log_id: id }],
      next_cursor: null,
    });
    const links = await db().link.count({ where: { deliveryId: String(id) } });
    const named = { id, url_expiry_hours: 2, idempotency_key: "the agent's first" };
    expect(said(await call("renew_link", named))).toMatchObject({
      code: "invalid_request",
      fields: { idempotency_key: [expect.any(String)] },
    });
    const fresh = await call("renew_link", { ...named, idempotency_key: "first" });
    const repeated = await call("renew_link", { ...named, idempotency_key: "first" });
    expect([said(repeated)["id"], said(fresh)["public_url"]]).toEqual([
      said(fresh)["id"],
      expect.stringContaining("/d/"),
    ]);
    await call("renew_link", { id });
    expect(await db().link.count({ where: { deliveryId: String(id) } })).toBe(links + 2);

    const told = await db().auditEntry.findMany({
      where: { subject: `delivery:${String(id)}`, operation: { in: ["deliveries.publish", "deliveries.renew-link"] } },
      select: { door: true, outcome: true },
    });
    expect(new Set(told.map(({ door, outcome }) => `${door} ${outcome}`))).toEqual(new Set(["mcp done"]));
  });

  it("hears how far it is, and how it ends", async () => {
    const { client } = await connect();
    const heard: Progress[] = [];
    const held = heldBack(desk.source);
    const calling = client.callTool(
      { name: "publish_final_asset", arguments: asset({ path: "/held.mp4" }) },
      undefined,
      { onprogress: (progress) => heard.push(progress) },
    );
    await eventually(async () => heard.length > 0);
    await held();
    expect(heard[0]).toMatchObject({ progress: 0, message: expect.stringMatching(/queued|fetching/) });
    desk.source.release();
    expect(recordOf(said(await calling))["audit_log_id"]).toMatch(/^dist_/);
    const numbers = heard.map(({ progress }) => progress);
    expect(numbers, "each larger than the one before").toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });

  it("stops waiting when it likes, and the delivery goes on", async () => {
    const { client, call } = await connect();
    const leaving = new AbortController();
    const held = heldBack(desk.source);
    const calling = client.callTool(
      { name: "publish_final_asset", arguments: asset({ path: "/held.mp4" }) },
      undefined,
      {
        signal: leaving.signal,
      },
    );
    await held();
    const id = (await desk.rows())[0]?.id;
    leaving.abort("enough");
    await expect(calling).rejects.toThrow(/enough/);
    expect(
      (await call("publish_final_asset", { ...asset({ path: "/held.mp4" }), dry_run: true })).structuredContent,
    ).toMatchObject({ would: "join" });
    desk.source.release();
    await eventually(async () => said(await call("get_delivery", { id }))["status"] === "published");
  });

  it("that cancels by a message of its own is answered with how things stand, and told where to look", async () => {
    const held = heldBack(desk.source);
    const waiting = post(
      rpc("tools/call", { name: "publish_final_asset", arguments: asset({ path: "/held.mp4" }) }, 7),
    );
    await held();
    const cancelled = await post(
      JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 7 } }),
    );
    expect(cancelled.status).toBe(202);
    const { result } = (await (await waiting).json()) as { result: { content: { text: string }[] } };
    expect(said(result)).toMatchObject({ status: "fetching" });
    expect(result.content[1]?.text).toContain("get_delivery");
    desk.source.release();
    await eventually(async () => (await desk.rows()).every(({ status }) => status === "published"));
  });
});
