/**
 * P3: what a look at the schedule costs, and a claim that finds nothing, with a million posts parked in the future ÷
 * with a thousand: on two databases of one Postgres, A B A B. (`-- scan 100000` for another length.)
 */
import { Client } from "pg";
import { insideCaller } from "@/lib/core/caller";
import { whatWaits } from "@/lib/domain/publishing/due";
import { claimDue } from "@/lib/domain/publishing/operations/claim-due";
import { databaseUrls, ensureSecrets } from "@/lib/infra/data-dir";
import { env } from "@/lib/infra/env";
import { migrate } from "@/lib/infra/migrate";
import { perform } from "@/lib/infra/operation";
import { QUEUES } from "@/lib/workers/queues";
import { numberAsked } from "./support/asked";
import { playRole, startRole, type Child } from "./support/children";
import { withDesk } from "./support/desk";
import { median, spread, verdict } from "./support/report";
import { park } from "./support/schedule";

const FEW = 1000;
const PAIRS = 9;
const LOOKS_A_TURN = 100;
const TARGET = 1.5;
const SCANNER = "--as-scanner";

async function measure(owner: Client): Promise<void> {
  const many = numberAsked(1_000_000);
  const small = await smallDesk();
  await park(owner, many);
  const sides = { many: await startRole(SCANNER), few: await startRole(SCANNER, small) };
  const pairs: { many: Turn; few: Turn }[] = [];
  // The first pair warms the compilers and the caches and does not count.
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const turns = { many: await turnOf(sides.many), few: await turnOf(sides.few) };
    if (pair === 0) continue;
    pairs.push(turns);
    console.log(
      `${pair}: look ${turns.many.look.toFixed(2)} ms ÷ ${turns.few.look.toFixed(2)} ms = ${(turns.many.look / turns.few.look).toFixed(3)}, ` +
        `empty claim ${turns.many.claim.toFixed(2)} ms ÷ ${turns.few.claim.toFixed(2)} ms = ${(turns.many.claim / turns.few.claim).toFixed(3)}`,
    );
  }
  for (const side of Object.values(sides)) await side.stop();
  for (const [name, part] of [
    ["a look", ({ look }: Turn) => look],
    ["an empty claim", ({ claim }: Turn) => claim],
    ["both together", ({ look, claim }: Turn) => look + claim],
  ] as const) {
    verdict({
      name: `median of the ratios, ${name}, ${many} ÷ ${FEW} parked`,
      value: median(pairs.map((turns) => part(turns.many) / part(turns.few))),
      target: TARGET,
      referenceSpread: spread(pairs.map(({ few }) => part(few))),
    });
  }
}

/** A second database beside the first one; the settings that lead there. */
async function smallDesk(): Promise<Readonly<Record<string, string>>> {
  const { appUrl, ownerUrl } = databaseUrls(env());
  const urls = { DATABASE_URL: beside(appUrl), DATABASE_OWNER_URL: beside(ownerUrl) };
  await migrate({ appUrl: urls.DATABASE_URL, ownerUrl: urls.DATABASE_OWNER_URL, queues: QUEUES });
  const owner = new Client({ connectionString: urls.DATABASE_OWNER_URL });
  await owner.connect();
  await park(owner, FEW);
  await owner.end();
  return { ...urls, MARQUEE_SECRETS: ensureSecrets(env()) };
}

function beside(text: string): string {
  const url = new URL(text);
  url.pathname = "/small";
  return url.href;
}

interface Turn {
  /** Medians, in milliseconds. */
  readonly look: number;
  readonly claim: number;
}

const turnOf = async (side: Child) => (await side.ask("turn")) as Turn;

async function lookAndClaim(): Promise<Turn> {
  const [looks, claims]: [number[], number[]] = [[], []];
  for (let look = 0; look < LOOKS_A_TURN; look += 1) {
    const began = performance.now();
    const { none, lapsed, overdue } = await whatWaits();
    const looked = performance.now();
    const { claimed } = await perform(
      claimDue,
      { worker: "w-bench", limit: 500, lease_ms: 60_000, deaths: "none" },
      insideCaller("worker", "bench"),
    );
    claims.push(performance.now() - looked);
    looks.push(looked - began);
    if (none || lapsed || overdue || claimed.length > 0) throw new Error("Something was due where nothing should be.");
  }
  return { look: median(looks), claim: median(claims) };
}

if (process.argv[2] === SCANNER) playRole(lookAndClaim);
else await withDesk({ title: "P3: a look at the schedule and an empty claim" }, measure);
