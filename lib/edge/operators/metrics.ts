import { timingSafeEqual } from "node:crypto";
import { Gauge, Registry } from "prom-client";
import { Refusal } from "@/lib/core/refusal";
import { deliveryFigures, type DeliveryFigures } from "@/lib/domain/deliveries/queries";
import { env } from "@/lib/infra/env";
import { oldestDueWork } from "@/lib/infra/overdue";
import { framed } from "../frame";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

export const metrics = framed(async (request) => {
  refuseStrangers(request);
  const { body, contentType } = await metricsPage();
  return new Response(body, { headers: { "content-type": contentType, "cache-control": "no-store" } });
});

/**
 * Open while the desk is a loopback affair, behind METRICS_TOKEN everywhere else. Where it listens and
 * how it is reached decide, because what a request says of its own origin can be made up.
 */
function refuseStrangers(request: Request): void {
  const { HOST, MARQUEE_URL, METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined) {
    if (LOOPBACK.has(HOST) && LOOPBACK.has(new URL(MARQUEE_URL).hostname)) return;
    throw new Refusal(
      "forbidden",
      "metrics_closed",
      "Set METRICS_TOKEN to read metrics from a desk that is not on loopback.",
    );
  }
  const given = Buffer.from(request.headers.get("authorization")?.replace(/^Bearer /i, "") ?? "");
  const expected = Buffer.from(METRICS_TOKEN);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal("unauthenticated", "unauthenticated", "Send METRICS_TOKEN as a bearer token.");
  }
}

/** The Prometheus page, computed from Postgres now. The first four names are fixed: contracts, section 1. */
async function metricsPage(): Promise<{ body: string; contentType: string }> {
  const [figures, overdue] = await Promise.all([deliveryFigures(), oldestDueWork()]);
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers: [registry] }).set(value);

  gauge(
    "distribution_publish_success_rate",
    "Published deliveries among those that ended, 0 to 1.",
    figures.successRate,
  );
  gauge("distribution_replica_count", "Verified copies of published deliveries.", figures.replicas);
  gauge("distribution_asset_size_bytes", "Bytes of published deliveries.", figures.bytes);
  const ended = new Gauge({
    name: "distribution_deliveries",
    help: "Deliveries by how they stand.",
    labelNames: ["status"],
    registers: [registry],
  });
  for (const [status, count] of Object.entries(figures.ended)) ended.set({ status }, count);
  gauge("marquee_oldest_due_job_seconds", "How long the oldest due job has been waiting.", overdue.jobs);
  gauge(
    "marquee_oldest_unrelayed_event_seconds",
    "How long the oldest event has been waiting to be passed on.",
    overdue.events,
  );
  gauge(
    "marquee_oldest_due_assignment_seconds",
    "How long the oldest assignment that is due and held by nobody has been waiting.",
    overdue.assignments,
  );
  return { body: `${await registry.metrics()}\n${latency(figures)}`, contentType: registry.contentType };
}

/** A histogram of what the record already holds; prom-client's own can only count what it sees happen. */
function latency({ latency: { buckets, sum, count } }: DeliveryFigures): string {
  const name = "distribution_latency_ms";
  return [
    `# HELP ${name} From the request to published, in milliseconds.`,
    `# TYPE ${name} histogram`,
    ...buckets.map(([edge, atMost]) => `${name}_bucket{le="${edge}"} ${atMost}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
    "",
  ].join("\n");
}
