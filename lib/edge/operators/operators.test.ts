import { afterEach, describe, expect, it } from "vitest";
import { db } from "@/lib/infra/db";
import { drainOutbox } from "@/lib/infra/outbox";
import { asOwner } from "@/lib/testing/database";
import { metrics } from "./metrics";
import { readiness } from "./readiness";
import { framed } from "../frame";

const ask = (handler: typeof metrics, headers: Record<string, string> = {}) =>
  handler(new Request("http://localhost:3000/x", { headers }), { params: Promise.resolve({}) });

describe("readiness", () => {
  afterEach(async () => {
    await asOwner("DELETE FROM pgboss.job");
    await drainOutbox([]);
  });

  it("is given while the work gets done", async () => {
    const response = await ask(readiness);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ status: "ready" })]);
  });

  it("is withdrawn when a due job has waited too long, though every process is alive", async () => {
    await asOwner(
      "INSERT INTO pgboss.job (name, created_on, start_after) VALUES ('deliveries-carry', now() - interval '10 minutes', now() - interval '10 minutes')",
    );
    const response = await ask(readiness);
    expect(response.status).toBe(503);
    expect(
      ((await response.json()) as { oldest_due_job_seconds: number }).oldest_due_job_seconds,
    ).toBeGreaterThanOrEqual(600);
  });

  it("does not mind work that is not due yet", async () => {
    await asOwner(
      "INSERT INTO pgboss.job (name, created_on, start_after) VALUES ('deliveries-carry', now() - interval '1 day', now() + interval '1 day')",
    );
    expect((await ask(readiness)).status).toBe(200);
  });

  it("is withdrawn when nobody passes events on", async () => {
    await db().outboxEvent.create({
      data: { type: "t", subject: "s", payload: {}, requestId: "r", occurredAt: new Date(Date.now() - 600_000) },
    });
    expect((await ask(readiness)).status).toBe(503);
  });
});

describe("metrics", () => {
  it("tells the four figures that were agreed", async () => {
    const text = await (await ask(metrics)).text();
    for (const name of ["publish_success_rate", "latency_ms_bucket", "replica_count", "asset_size_bytes"]) {
      expect(text).toMatch(new RegExp(`^distribution_${name}[ {]`, "m"));
    }
    expect(text).toMatch(/^distribution_publish_success_rate 1$/m);
  });
});

describe("a database that does not answer", () => {
  it("is told as 503, not as a defect", async () => {
    const away = Object.assign(new Error("Raw query failed"), {
      code: "P2010",
      meta: { driverAdapterError: { cause: { kind: "DatabaseNotReachable" } } },
    });
    const answer = await framed(() => Promise.reject(away))(new Request("http://localhost:3000/x"), {
      params: Promise.resolve({}),
    });
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: "unavailable" })]);
  });
});
