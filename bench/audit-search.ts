/**
 * Finding something in a long audit trail: a page for each kind of filter, for what is there and for what is not.
 * (`-- audit-search 1000000` for other lengths.)
 */
import { insideCaller } from "@/lib/core/caller";
import { listEntries } from "@/lib/domain/audit/operations/list-entries";
import { perform } from "@/lib/infra/operation";
import { median, verdict } from "./support/report";
import { withTrail } from "./support/trail";

const ROUNDS = 5;
/** What an index leads to, and what has to be looked at entry by entry. */
const TARGET_INDEXED_MS = 50;
const TARGET_SIFTED_MS = 1000;

interface Search {
  readonly name: string;
  readonly filters: (entries: number) => Readonly<Record<string, string>>;
  /** The least that the first page shows. */
  readonly finds: number;
}

const INDEXED: readonly Search[] = [
  { name: "the newest", filters: () => ({}), finds: 50 },
  { name: "an actor's id", filters: () => ({ actor: "user:7" }), finds: 50 },
  { name: "an actor's name", filters: () => ({ actor: "Somebody 7" }), finds: 50 },
  { name: "nobody's name", filters: () => ({ actor: "Nobody" }), finds: 0 },
  { name: "an operation", filters: () => ({ operation: "access.sign-in" }), finds: 50 },
  { name: "an operation that never was", filters: () => ({ operation: "videos.pin" }), finds: 0 },
  { name: "a subject", filters: () => ({ subject: `video:vid_${MD5_OF_7}` }), finds: 1 },
  { name: "a code", filters: () => ({ code: "forbidden" }), finds: 50 },
  { name: "a code that never was", filters: () => ({ code: "stale" }), finds: 0 },
  { name: "a request", filters: (entries) => ({ request_id: `request-${entries}` }), finds: 1 },
  { name: "an actor and an operation", filters: () => ({ actor: "user:7", operation: "access.sign-in" }), finds: 50 },
];

const SIFTED: readonly Search[] = [
  { name: "a frequent word", filters: () => ({ q: "somebody" }), finds: 50 },
  { name: "a word that stands nowhere", filters: () => ({ q: "nowhere" }), finds: 0 },
  { name: "one letter that stands nowhere", filters: () => ({ q: "%" }), finds: 0 },
  { name: "a door that nobody took", filters: () => ({ door: "mcp" }), finds: 0 },
  { name: "what was refused", filters: () => ({ outcome: "refused" }), finds: 50 },
  { name: "a word in what one actor did", filters: () => ({ actor: "user:7", q: "nowhere" }), finds: 0 },
  { name: "a word in one kind of deed", filters: () => ({ operation: "access.sign-in", q: "nowhere" }), finds: 0 },
];

const MD5_OF_7 = "8f14e45fceea167a5a36dedd4bea2543";

async function measure(entries: number): Promise<void> {
  const [indexed, sifted] = [await worst(INDEXED, entries), await worst(SIFTED, entries)];
  const last = await toTheEnd({ q: "nowhere" });
  console.log(`the whole trail for a word that stands nowhere: ${last.pages} pages, ${last.ms.toFixed(0)} ms together`);
  verdict({ name: "ms of a page by index, the slowest search's median", value: indexed, target: TARGET_INDEXED_MS });
  verdict({
    name: "ms of a page looked through, the slowest search's median",
    value: sifted,
    target: TARGET_SIFTED_MS,
  });
}

async function worst(searches: readonly Search[], entries: number): Promise<number> {
  const medians: number[] = [];
  for (const { name, filters, finds } of searches) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ms, page } = await timed({ ...filters(entries), limit: "50" });
      if (page.items.length < finds) throw new Error(`${name}: found ${page.items.length}, not ${finds}.`);
      times.push(ms);
    }
    console.log(`${name}: ${median(times).toFixed(1)} ms`);
    medians.push(median(times));
  }
  return Math.max(...medians);
}

async function toTheEnd(filters: Readonly<Record<string, string>>): Promise<{ pages: number; ms: number }> {
  const sum = { pages: 0, ms: 0 };
  for (let cursor: string | null = ""; cursor !== null;) {
    const { ms, page } = await timed({ ...filters, ...(cursor === "" ? {} : { cursor }) });
    sum.pages += 1;
    sum.ms += ms;
    cursor = page.next_cursor;
  }
  return sum;
}

async function timed(input: object) {
  const began = performance.now();
  const page = await perform(listEntries, input, insideCaller("cli", "bench"));
  return { ms: performance.now() - began, page };
}

await withTrail("Finding in the audit trail", measure);
