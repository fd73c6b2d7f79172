/**
 * P2: how late a post gets when one of two workers is killed (SIGKILL) while both publish, ÷ the lease, at the desk's
 * own settings; and what is lost or posted twice, by the platform's own ledger. (`-- failover 10` for another lease in
 * seconds.)
 */
import type { Client } from "pg";
import { insideCaller } from "@/lib/core/caller";
import { createChannel } from "@/lib/domain/channels/operations/create-channel";
import { env } from "@/lib/infra/env";
import { freePort } from "@/lib/infra/free-port";
import { perform } from "@/lib/infra/operation";
import { openRehearsalStage } from "@/lib/testing/servers/rehearsal-stage";
import { numberAsked } from "./support/asked";
import { playRole, startDeskWorker, startRole, type Child } from "./support/children";
import { withDesk } from "./support/desk";
import { verdict } from "./support/report";
import { addVideos, schedule } from "./support/schedule";

const ROUNDS = 5;
const TARGET = 1.5;
const CHANNELS = 10;
const PER_SECOND = 20;
const AHEAD_MS = 3000;
/** Posts go out so long; the worker dies in the middle. */
const SECONDS = 16;
const STAGE = "--as-stage";

interface Post {
  readonly marker: string;
  readonly committedAt: number;
}

async function measure(owner: Client): Promise<void> {
  const { PUBLISH_LEASE_SECONDS: lease } = env();
  const host = env().OUTBOUND_ALLOW[0] ?? "";
  const stage = await startRole(STAGE);
  const count = PER_SECOND * SECONDS;
  await addVideos(owner, "film", Math.ceil(count / CHANNELS));
  const [ratios, sum]: [number[], { lost: number; doubled: number }] = [[], { lost: 0, doubled: 0 }];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const channels: string[] = [];
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      const made = await perform(
        createChannel,
        {
          name: `Stage ${round}.${channel}`,
          platform: "rehearsal-key",
          settings: { url: `http://${host}`, account: `account-${round}-${channel}` },
          credentials: { token: "bench" },
          max_per_hour: null,
        },
        insideCaller("cli", "bench"),
      );
      channels.push(made.id);
    }
    const workers = [await startDeskWorker(), await startDeskWorker()] as const;
    const base = Date.now() + AHEAD_MS;
    const atOf = (index: number) => Math.round(base + (index * 1000) / PER_SECOND);
    const ids = await schedule(owner, { videos: "film", channels, count, atOf });
    // Not on the second, when workers look: at any moment between two looks.
    const dies = base + (SECONDS * 1000) / 2 + Math.random() * 1000;
    await new Promise((resolve) => setTimeout(resolve, dies - Date.now()));
    await workers[round % 2]?.stop("SIGKILL");
    const posts = await postsOf(stage, ids, dies + lease * 1000 * 3);
    await workers[(round + 1) % 2]?.stop();
    const due = new Map(ids.map((id, index) => [id, atOf(index)]));
    const late = posts.map(({ marker, committedAt }) => committedAt - (due.get(marker) ?? NaN));
    const [worst, lost] = [Math.max(...late), ids.filter((id) => !posts.some(({ marker }) => marker === id)).length];
    const doubled = posts.length - new Set(posts.map(({ marker }) => marker)).size;
    ratios.push(worst / (lease * 1000));
    sum.lost += lost;
    sum.doubled += doubled;
    console.log(
      `${round}: ${late.filter((ms) => ms > 1000).length} of ${count} waited for the lease, the worst ${worst} ms ÷ ${lease} s = ` +
        `${(worst / (lease * 1000)).toFixed(3)}; lost ${lost}, doubled ${doubled}`,
    );
  }
  await stage.stop();
  verdict({ name: "the worst lateness ÷ the lease", value: Math.max(...ratios), target: TARGET });
  verdict({ name: "lost", value: sum.lost, target: 0 });
  verdict({ name: "doubled", value: sum.doubled, target: 0 });
}

/** What the stage has of these, once it has all of them and a moment has passed for any second ones; or when time is up. */
async function postsOf(stage: Child, ids: readonly string[], until: number): Promise<readonly Post[]> {
  const wanted = new Set(ids);
  for (;;) {
    const posts = ((await stage.ask("posts")) as Post[]).filter(({ marker }) => wanted.has(marker));
    const complete = new Set(posts.map(({ marker }) => marker)).size === wanted.size;
    if (Date.now() > until) return posts;
    await new Promise((resolve) => setTimeout(resolve, complete ? 3000 : 1000));
    if (complete) {
      return ((await stage.ask("posts")) as Post[]).filter(({ marker }) => wanted.has(marker));
    }
  }
}

async function playStage(): Promise<void> {
  const stage = await openRehearsalStage({ port: Number(new URL(`http://${env().OUTBOUND_ALLOW[0] ?? ""}`).port) });
  playRole(async () => stage.ledger().posts.map(({ marker, committedAt }) => ({ marker, committedAt })));
}

if (process.argv[2] === STAGE) await playStage();
else {
  const lease = numberAsked(60);
  await withDesk(
    {
      title: `P2: one of two workers killed, with a lease of ${lease} s`,
      settings: {
        PUBLISH_LEASE_SECONDS: String(lease),
        MARQUEE_REHEARSALS: "1",
        OUTBOUND_ALLOW: `127.0.0.1:${await freePort()}`,
      },
    },
    measure,
  );
}
