import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "./fixtures/desk";
import { runExample } from "./fixtures/examples";
import { personOf, runningDesk } from "./fixtures/running-desk";

test("an agent rehearses a delivery, makes it while it hears how far it is, and a person finds the film", async ({
  page,
  source,
  apiKey,
  signInPage,
  videosPage,
}) => {
  const title = `What the agent sent ${crypto.randomUUID().slice(0, 8)}`;
  const final = source.serve({ held: true });
  const agent = new Client({ name: "story", version: "1" });
  const headers = { authorization: `Bearer ${apiKey}` };
  await agent.connect(
    new StreamableHTTPClientTransport(new URL(`${runningDesk().url}/api/mcp`), { requestInit: { headers } }),
  );
  await agent.listTools();
  const asset = {
    project_id: "agents",
    final_edit: { video_url: final.url, duration_seconds: final.seconds, checksum: final.checksum },
    qc_report: { status: "pass" },
    distribution_settings: { metadata: { title } },
  };
  const publish = (args: object, onprogress: (progress: Progress) => void = () => undefined) =>
    agent.callTool({ name: "publish_final_asset", arguments: { ...asset, ...args } }, undefined, { onprogress });

  expect((await publish({ dry_run: true })).structuredContent).toEqual({ would: "publish", refusals: [] });
  const heard: Progress[] = [];
  const publishing = publish({}, (progress) => heard.push(progress));
  await expect.poll(() => heard.length, "told before the film has come").toBeGreaterThan(0);
  final.release();
  expect((await publishing).structuredContent).toMatchObject({ distribution_record: { metadata: { title } } });
  expect(await publish({ qc_report: { status: "fail" } })).toMatchObject({
    isError: true,
    _meta: { "marquee/refusal": { code: "qc_not_passed" } },
  });
  await agent.close();

  await signInPage.open();
  await signInPage.signIn(personOf("manager"));
  await videosPage.search.fill(title);
  await expect(videosPage.count).toHaveText(/^1 video ·/);
  // A sign-in opens no tools: what a page's cookie can do, another page could try.
  const answer = await page.request.post("/api/mcp", {
    data: { jsonrpc: "2.0", id: 1, method: "tools/list" },
    headers: { accept: "application/json, text/event-stream" },
  });
  expect([answer.status(), answer.headers()["www-authenticate"]]).toEqual([401, "Bearer"]);
});

test("the guide for agents can be typed as it stands", async ({ apiKey }) => {
  const blocks = [...readFileSync("docs/agents.md", "utf8").matchAll(/^```sh\n([^]*?)^```$/gm)];
  expect(blocks).toHaveLength(1);
  const said = await runExample("Shell", blocks[0]?.[1] ?? "", { MARQUEE_KEY: apiKey });
  expect(said).toContain('"name":"publish_final_asset"');
  expect(said).toContain('"next_cursor":');
});
