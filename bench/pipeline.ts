/**
 * P4: posts per second that one worker brings from their due time to a platform that takes them at once, with the
 * intent written before and the outbox event after, ÷ empty jobs per second of a bare pg-boss in batches of 500. On
 * the same Postgres, A B A B. (`-- pipeline 20000` for another number of posts.)
 */
import { PgBoss } from "pg-boss";
import type { Client } from "pg";
import { databaseUrls } from "@/lib/infra/data-dir";
import { env } from "@/lib/infra/env";
import { numberAsked } from "./support/asked";
import { playRole, startDeskWorker, startRole, type Child } from "./support/children";
import { withDesk } from "./support/desk";
import { watchOthers } from "./support/others";
import { median, spread, verdict } from "./support/report";
import { addFeeds, addVideos, schedule, untilNone } from "./support/schedule";

const PAIRS = 5;
const TARGET = 0.15;
const CHANNELS = 100;
const BATCH = 500;
const QUEUE = "bench-noop";
/** So many times more jobs than posts, so that both sides are at it for about as long. */
const JOBS_A_POST = 4;
const PATIENCE_MS = 120_000;

async function measure(owner: Client): Promise<void> {
  const posts = numberAsked(10_000);
  await addVideos(owner, "film", Math.ceil(posts / CHANNELS));
  const channels = await addFeeds(owner, CHANNELS);
  const boss = await startRole(BOSS);
  const worker = await startDeskWorker();
  const shareOfOthers = watchOthers([process.pid, boss.pid, worker.pid]);
  const pairs: { ours: number; reference: number }[] = [];
  // The first pair warms the compilers and does not count.
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const ours = await postsPerSecond(owner, channels, posts);
    const reference = await jobsPerSecond(owner, boss, posts * JOBS_A_POST);
    if (pair === 0) continue;
    pairs.push({ ours, reference });
    console.log(
      `${pair}: ${ours.toFixed(0)} posts/s ÷ ${reference.toFixed(0)} jobs/s = ${(ours / reference).toFixed(3)}`,
    );
  }
  console.log(`Postgres and other processes used ${(shareOfOthers() * 100).toFixed(0)} % of the machine's CPU.`);
  await worker.stop();
  await boss.stop();
  verdict({
    name: "median of the ratios",
    value: median(pairs.map(({ ours, reference }) => ours / reference)),
    target: TARGET,
    bound: "at least",
    referenceSpread: spread(pairs.map(({ reference }) => reference)),
  });
}

async function postsPerSecond(owner: Client, channels: readonly string[], count: number): Promise<number> {
  await owner.query("TRUNCATE distribution_platform_status, publishing_attempts, outbox_events");
  await owner.query("CHECKPOINT");
  await schedule(owner, { videos: "film", channels, count, atOf: () => Date.now() });
  const began = performance.now();
  await untilNone(
    owner,
    "SELECT FROM distribution_platform_status WHERE status IN ('scheduled', 'publishing') LIMIT 1",
    PATIENCE_MS,
  );
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await owner.query<{ told: number; confirmed: number }>(
    `SELECT (SELECT count(*)::int FROM outbox_events WHERE type = 'assignment.published') AS told,
            (SELECT count(*)::int FROM publishing_attempts WHERE state = 'confirmed') AS confirmed`,
  );
  const [{ told, confirmed } = { told: 0, confirmed: 0 }] = rows;
  if (told !== count || confirmed !== count)
    throw new Error(`Of ${count} posts ${confirmed} were confirmed and ${told} told.`);
  return count / seconds;
}

async function jobsPerSecond(owner: Client, boss: Child, count: number): Promise<number> {
  await boss.ask({ leave: count });
  await owner.query("CHECKPOINT");
  const began = performance.now();
  await boss.ask({ work: true });
  await untilNone(owner, `SELECT FROM pgboss.job WHERE name = '${QUEUE}' AND state < 'completed' LIMIT 1`, PATIENCE_MS);
  const seconds = (performance.now() - began) / 1000;
  await boss.ask({ work: false });
  return count / seconds;
}

const BOSS = "--as-boss";

async function playBoss(): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrls(env()).ownerUrl, schema: "pgboss", migrate: false });
  await boss.start();
  await boss.createQueue(QUEUE);
  playRole(async (question) => {
    const { leave, work } = question as { leave?: number; work?: boolean };
    if (leave !== undefined) {
      await boss.deleteAllJobs(QUEUE);
      for (let left = leave; left > 0; left -= BATCH)
        await boss.insert(
          QUEUE,
          Array.from({ length: Math.min(left, BATCH) }, (_none, at) => ({ data: { post: at } })),
        );
    } else if (work) {
      await boss.work(QUEUE, { batchSize: BATCH, burstWhenBatchFull: true }, async () => undefined);
    } else await boss.offWork(QUEUE);
  });
}

if (process.argv[2] === BOSS) await playBoss();
else {
  await withDesk(
    { title: "P4: due → attempt → no-op platform → outbox event, per second ÷ pg-boss in batches of 500" },
    measure,
  );
}
