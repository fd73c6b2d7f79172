import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, describe, expect, it } from "vitest";
import { revokeApiKey } from "@/lib/domain/access/operations/revoke-api-key";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { programPath } from "@/lib/infra/program";
import { agent, callerOf, heldBack, keyWith, said } from "@/lib/testing/agents";
import { delivering, recordOf, sha256 } from "@/lib/testing/delivering";
import { inside } from "@/lib/testing/people";
import { eventually } from "@/lib/testing/worker";

const desk = await delivering();
const program = resolve(programPath("mcp"));
const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const settings = (key: string) => ({ ...(process.env as Record<string, string>), MARQUEE_API_KEY: key });
const connect = async (key = desk.key) => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program],
    env: settings(key),
    stderr: "pipe",
  });
  const client = await agent(transport);
  clients.push(client);
  const { tools } = await client.listTools();
  return {
    client,
    tools,
    call: callerOf(client),
  };
};
const asset = (path = "/film.mp4", status = "pass") => ({
  project_id: desk.project,
  final_edit: { video_url: desk.source.url(path), duration_seconds: desk.seconds, checksum: sha256(desk.film) },
  qc_report: { status },
});

/** The program fed with lines until its input ends. */
async function fed(lines: readonly object[], given: Record<string, string>) {
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...given } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const [code] = (await once(child, "close")) as [number | null];
  return {
    code,
    err,
    said: out
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe("an agent beside the desk", () => {
  it("rehearses, delivers with progress, delivers again, looks, and hands out a link", async () => {
    const { client, tools, call } = await connect();
    expect(tools).toHaveLength(4);
    expect((await call("publish_final_asset", { ...asset(), dry_run: true })).structuredContent).toMatchObject({
      would: "publish",
    });
    expect(said(await call("publish_final_asset", { ...asset("/film.mp4", "fail"), dry_run: true }))).toMatchObject({
      would: "refuse",
      refusals: [{ code: "qc_not_passed" }],
    });
    const heard: Progress[] = [];
    const held = heldBack(desk.source);
    const calling = client.callTool({ name: "publish_final_asset", arguments: asset("/held.mp4") }, undefined, {
      onprogress: (progress) => heard.push(progress),
    });
    await eventually(async () => heard.length > 0);
    await held();
    desk.source.release();
    const { audit_log_id: id } = recordOf(said(await calling));
    expect(recordOf(said(await call("publish_final_asset", asset())))).toMatchObject({ audit_log_id: id });
    expect(said(await call("get_delivery", { id }))).toMatchObject({ status: "published" });
    expect(said(await call("list_deliveries", { project: desk.project }))["items"]).toHaveLength(1);
    expect(said(await call("renew_link", { id }))["public_url"]).toContain("/d/");
    const entry = await db().auditEntry.findFirstOrThrow({ where: { operation: "deliveries.renew-link" } });
    expect(entry).toMatchObject({ door: "mcp", actorName: "test manager", address: null });
  });

  it("that is refused hears why, and what to do", async () => {
    const { call } = await connect();
    expect(said(await call("publish_final_asset", asset("/film.mp4", "fail")))).toMatchObject({
      code: "qc_not_passed",
      next_step: expect.stringContaining("QC"),
    });
    expect(said(await call("get_delivery", { id: "x", more: 1 }))).toMatchObject({
      code: "invalid_request",
      fields: { more: ["There is no such field."] },
    });
  });

  it("is stopped as soon as its key is revoked", async () => {
    const { id, key } = await keyWith(["deliveries:read"]);
    const { client, tools, call } = await connect(key);
    expect(tools.map(({ name }) => name)).toEqual(["get_delivery", "list_deliveries"]);
    expect((await call("list_deliveries")).isError).toBeUndefined();
    await perform(revokeApiKey, { id }, inside);
    expect(said(await call("list_deliveries"))).toMatchObject({ code: "unauthenticated", status: 401 });
    await expect(client.listTools()).rejects.toThrow(/unknown, expired, revoked/);
  });

  it("stops waiting when it likes, and the delivery goes on", async () => {
    const { client } = await connect();
    const leaving = new AbortController();
    const held = heldBack(desk.source);
    const calling = client.callTool({ name: "publish_final_asset", arguments: asset("/held.mp4") }, undefined, {
      signal: leaving.signal,
    });
    await held();
    leaving.abort("enough");
    await expect(calling).rejects.toThrow(/enough/);
    desk.source.release();
    await eventually(async () => (await desk.rows()).every(({ status }) => status === "published"));
  });
});

describe("the program", () => {
  it("starts as the guide has clients start it", async () => {
    const [, json = ""] =
      /^## Over stdio$[^]*?^```json\n([^]*?)^```$/m.exec(readFileSync("docs/agents.md", "utf8")) ?? [];
    const { mcpServers } = JSON.parse(json) as {
      mcpServers: { marquee: { command: string; args: string[]; env: object } };
    };
    const { command, args, env } = mcpServers.marquee;
    expect(Object.keys(env)).toEqual(["MARQUEE_API_KEY"]);
    const here = args.map((arg) => (arg === "/srv/marquee" ? process.cwd() : arg));
    const client = await agent(
      new StdioClientTransport({ command, args: here, env: settings(desk.key), stderr: "pipe" }),
    );
    clients.push(client);
    expect((await client.listTools()).tools).toHaveLength(4);
  });

  const hello = {
    jsonrpc: "2.0",
    id: 0,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "pipe", version: "1" } },
  };

  it("answers what it was asked before its input ended, says nothing else there, and ends", async () => {
    const held = heldBack(desk.source);
    const publish = { name: "publish_final_asset", arguments: asset("/held.mp4") };
    const { code, said: answers } = await fed(
      [hello, { jsonrpc: "2.0", id: 1, method: "tools/call", params: publish }],
      { ...settings(desk.key), LOG_LEVEL: "debug" },
    );
    expect([code, answers.map(({ id }) => id)]).toEqual([0, [0, 1]]);
    expect(said(answers[1]?.["result"])["status"]).toMatch(/queued|fetching/);
    await held();
    desk.source.release();
    await eventually(async () => (await desk.rows()).every(({ status }) => status === "published"));
  });

  it("says what it needs where it has no key", async () => {
    const { code, err, said: answers } = await fed([hello], settings(""));
    expect([code, answers]).toEqual([1, []]);
    expect(err).toContain("Set MARQUEE_API_KEY");
  });
});
