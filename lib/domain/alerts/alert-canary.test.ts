import { afterAll, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { trouble } from "@/lib/testing/alerting";
import { call, keyOfRole } from "@/lib/testing/call";
import { overhearWorker, tablesWith } from "@/lib/testing/canaries";
import { inside } from "@/lib/testing/people";
import { receiveWebhooks } from "@/lib/testing/servers/webhook-receiver";
import { eventually } from "@/lib/testing/worker";
import { createAlertRoute } from "./operations/create-alert-route";

const PATH = "canary-in-the-path";
const QUERY = "canary-in-the-query";
const receiver = await receiveWebhooks(`/hooks/${PATH}?token=${QUERY}`);
process.env["OUTBOUND_ALLOW"] = receiver.host;

const worker = overhearWorker();
afterAll(async () => {
  await worker.stop();
  await receiver.close();
});

it("neither a webhook's secret nor the path of its address stands in a log, an answer, a job or any row", async () => {
  const request = { key: "made", address: "POST /api/v1/alert-routes" };
  const input = { name: "Operators", way: "webhook" as const, url: receiver.url };
  const { id, secret } = await perform(createAlertRoute, input, inside, { request });
  receiver.trust(secret ?? "");
  const taken = await trouble("failed");
  const stateOf = async (eventId: string) =>
    (await db().alertNotice.findFirst({ where: { alert: { eventId } }, orderBy: { id: "asc" } })) ?? null;
  await eventually(async () => (await stateOf(taken))?.state === "sent", 30_000);
  for (const manner of ["fails", "redirects", "floods"] as const) {
    receiver.behave(manner);
    const eventId = await trouble("refused", { code: "qc_not_passed" });
    await eventually(async () => (await stateOf(eventId))?.trouble);
  }
  // Nobody is there any more, and the log of the worker speaks of what it cannot do.
  await receiver.close();
  const unreachable = await trouble("lost");
  await eventually(async () => (await stateOf(unreachable))?.trouble);
  expect(receiver.received.length).toBeGreaterThanOrEqual(4);
  expect(receiver.strays).toEqual([]);

  const key = await keyOfRole("admin");
  const problems = await Promise.all([
    call("POST", "/api/v1/alert-routes", { key, body: { ...input, url: `http://10.0.0.1/${PATH}?${QUERY}` } }),
    call("POST", "/api/v1/alert-routes", { key, body: { ...input, secret: `${secret}${secret}` } }),
    call("PATCH", "/api/v1/alert-routes/{id}", { key, params: { id }, body: { email: PATH, url: `ftp://${PATH}` } }),
  ]);
  expect(problems.map(({ status }) => status)).toEqual([400, 400, 400]);
  const answers = await Promise.all([
    call("GET", "/api/v1/alert-routes", { key }),
    call("GET", "/api/v1/alerts", { key }),
    call("GET", "/api/v1/audit-entries", { key }),
  ]);
  const shown = JSON.stringify([...problems, ...answers].map(({ body }) => body));

  for (const needle of [PATH, QUERY, (secret ?? "").slice("whsec_".length)]) {
    expect(needle.length).toBeGreaterThan(15);
    expect(await tablesWith(needle), needle).toEqual([]);
    expect(worker.said(), needle).not.toContain(needle);
    expect(shown, needle).not.toContain(needle);
  }
  // The search finds what does stand there.
  expect(await tablesWith("Operators")).toContain("public.alert_routes");
  expect(worker.said()).toContain("somebody should look");
});
