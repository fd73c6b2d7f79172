/**
 * P1: how late posts are on their way, from their due time to the first byte at a platform on the same machine, with a
 * million further posts parked ÷ the same posts as delayed jobs of BullMQ, with a million jobs parked in its Redis.
 * A B A B. (`-- on-time 100000` for another number parked.)
 */
import { Queue, Worker } from "bullmq";
import type { Client } from "pg";
import { insideCaller } from "@/lib/core/caller";
import { createChannel } from "@/lib/domain/channels/operations/create-channel";
import { callsThrough } from "@/lib/infra/outbound/call";
import { perform } from "@/lib/infra/operation";
import { numberAsked } from "./support/asked";
import { playRole, startDeskWorker, startRole, type Child } from "./support/children";
import { withDesk } from "./support/desk";
import { watchOthers } from "./support/others";
import { startRedis } from "./support/redis";
import { median, spread, verdict } from "./support/report";
import { addVideos, park, schedule } from "./support/schedule";
import { playStub, stubHost, stubSettings } from "./support/stub";

const PAIRS = 5;
const TARGET = 0.1;
/** So many posts a second, at moments of their own; those of the first seconds warm the worker up and do not count. */
const PER_SECOND = 30;
const SECONDS = 25;
const WARM_SECONDS = 5;
/** From planning to the first one. */
const AHEAD_MS = 5000;
const CHANNELS = 10;
const CONCURRENCY = 100;
const CHUNK = 2000;
const [STUB, BULL] = ["--as-stub", "--as-bull"];
const QUEUE = "posts";

async function measure(owner: Client): Promise<void> {
  const parked = numberAsked(1_000_000);
  const redis = await startRedis();
  const stub = await startRole(STUB);
  try {
    console.log(`Redis ${redis.version}; parking ${parked} on each side`);
    const queue = new Queue(QUEUE, { connection: { host: "127.0.0.1", port: redis.port } });
    await parkJobs(queue, parked);
    await park(owner, parked);
    const count = PER_SECOND * SECONDS * (PAIRS + 1);
    await addVideos(owner, "film", Math.ceil(count / CHANNELS));
    const shareOfOthers = watchOthers([process.pid, stub.pid, redis.pid]);
    const pairs: { ours: Late; reference: Late }[] = [];
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      const offsets = Array.from({ length: PER_SECOND * SECONDS }, () =>
        Math.floor(Math.random() * SECONDS * 1000),
      ).toSorted((a, b) => a - b);
      const ours = await throughDesk({ owner, stub, offsets });
      const reference = await throughBull({ queue, port: redis.port, stub, offsets });
      pairs.push({ ours, reference });
      console.log(`${pair}: ${wordsOf(ours)} ÷ ${wordsOf(reference)} = ${(ours.p99 / reference.p99).toFixed(3)}`);
    }
    await queue.close();
    console.log(
      `Workers, Postgres and other processes used ${(shareOfOthers() * 100).toFixed(0)} % of the machine's CPU.`,
    );
    verdict({
      name: "median of the ratios of p99",
      value: median(pairs.map(({ ours, reference }) => ours.p99 / reference.p99)),
      target: TARGET,
      referenceSpread: spread(pairs.map(({ reference }) => reference.p99)),
    });
  } finally {
    await stub.stop();
    await redis.stop();
  }
}

interface Turn {
  readonly stub: Child;
  /** When each goes out, in milliseconds from the first second. */
  readonly offsets: readonly number[];
}

async function throughDesk({ owner, stub, offsets }: Turn & { readonly owner: Client }): Promise<Late> {
  const channels: string[] = [];
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    const made = await perform(
      createChannel,
      { name: `Receiver ${channel}`, platform: "webhook", settings: { url: `http://${stubHost()}/` } },
      insideCaller("cli", "bench"),
    );
    channels.push(made.id);
  }
  const worker = await startDeskWorker();
  const base = Date.now() + AHEAD_MS;
  const atOf = (index: number) => base + (offsets[index] ?? 0);
  const ids = await schedule(owner, { videos: "film", channels, count: offsets.length, linked: true, atOf });
  const late = await lateness(stub, new Map(ids.map((id, index) => [id, atOf(index)])), base);
  await worker.stop();
  return late;
}

async function throughBull({
  queue,
  port,
  stub,
  offsets,
}: Turn & { readonly queue: Queue; readonly port: number }): Promise<Late> {
  const worker = await startRole(BULL);
  await worker.ask(port);
  const timestamp = Date.now();
  const base = timestamp + AHEAD_MS;
  const due = new Map<string, number>(offsets.map((offset) => [crypto.randomUUID(), base + offset]));
  const jobs = [...due].map(([id, at]) => ({ name: "post", data: { id }, opts: { timestamp, delay: at - timestamp } }));
  await queue.addBulk(jobs);
  const late = await lateness(stub, due, base);
  await worker.stop();
  return late;
}

async function parkJobs(queue: Queue, count: number): Promise<void> {
  const [timestamp, day] = [Date.now(), 24 * 3600 * 1000];
  for (let from = 0; from < count; from += CHUNK) {
    const jobs = Array.from({ length: Math.min(CHUNK, count - from) }, (_none, at) => ({
      name: "post",
      data: { id: `parked-${from + at}` },
      opts: { timestamp, delay: day + (from + at) * 60_000 },
    }));
    await queue.addBulk(jobs);
  }
}

interface Late {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

const wordsOf = ({ p50, p99, worst }: Late) => `p50 ${p50}, p99 ${p99}, worst ${worst} ms`;

/** Waits until all have come, and says how late they were. None may come early, and none twice. */
async function lateness(stub: Child, due: ReadonlyMap<string, number>, base: number): Promise<Late> {
  const came = new Map<string, number>();
  const until = Math.max(...due.values()) + 30_000;
  while (came.size < due.size) {
    if (Date.now() > until) throw new Error(`Only ${came.size} of ${due.size} have come.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const [id, at] of (await stub.ask("came")) as [string, number][]) {
      if (came.has(id)) throw new Error(`${id} came twice.`);
      came.set(id, at);
    }
  }
  const counted = [...due].filter(([, at]) => at >= base + WARM_SECONDS * 1000);
  const late = counted.map(([id, at]) => (came.get(id) ?? NaN) - at).toSorted((a, b) => a - b);
  if ((late[0] ?? NaN) < 0) throw new Error(`One came ${-(late[0] ?? NaN)} ms early.`);
  const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

/** BullMQ's worker, which sends with what the desk itself sends with. */
function playBull(): void {
  playRole(async (port) => {
    const call = callsThrough({ allow: [stubHost()], withinMs: 10_000 });
    const worker = new Worker(
      QUEUE,
      async ({ data }) => {
        const { id } = data as { id: string };
        await call({
          method: "POST",
          url: `http://${stubHost()}/`,
          headers: { "content-type": "application/json", "webhook-id": id },
          body: JSON.stringify({ type: "assignment.publish", assignment_id: id }),
        });
      },
      { connection: { host: "127.0.0.1", port: Number(port) }, concurrency: CONCURRENCY },
    );
    worker.on("error", (error) => console.error(error.message));
    await worker.waitUntilReady();
  });
}

if (process.argv[2] === STUB) await playStub();
else if (process.argv[2] === BULL) playBull();
else {
  await withDesk(
    { title: "P1: due → first byte at the platform, p99 ÷ delayed jobs of BullMQ", settings: await stubSettings() },
    measure,
  );
}
