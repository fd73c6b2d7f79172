import { setTimeout as pause } from "node:timers/promises";
import { SECOND } from "@/lib/core/time";
import { ask, newAgent } from "../ask";
import type { HarnessDesk } from "../desk";
import { attemptSignIn, freshAddress, openForm, sessionCookieOf } from "../people";
import { Ledger, type Proof } from "../proof";

const SECONDS = { full: 60, short: 15 };
const PER_MINUTE = 1_000;
const ADDRESSES = 200;
const READERS = 5;
/** What standard 3.2 allows at one account from anywhere, in an hour. */
const TRIES_AT_AN_ACCOUNT = 100;
const P95_MS = 500;

export const signInFlood: Proof = {
  name: "sign-in-flood",
  promise: "a thousand sign-ins a minute from 200 addresses are throttled, and nobody else waits for them",

  async run(desk, size) {
    const ledger = new Ledger();
    const [victim, somebody] = [await desk.person("admin"), await desk.person("manager")];
    const { key } = await desk.keyWith(["videos:read", "deliveries:read"]);
    await desk.publish({ title: "Read meanwhile" });
    const over = new AbortController();
    const [read, entered] = [readers(desk, key, over.signal), newcomer(desk, somebody, over.signal)];

    const flooded = await flood(desk, victim.email, SECONDS[size]);
    over.abort();
    const [times, entries] = [await read, await entered];

    const atVictim = flooded.filter(({ email }) => email === victim.email);
    const tried = atVictim.filter(({ status }) => status === 401);
    const turnedAway = flooded.filter(({ status }) => status === 429);
    const odd = flooded.filter(({ status }) => ![401, 429, 503].includes(status));
    ledger.look("every try is refused or turned away", odd.length === 0, () => `${odd.length} like ${odd[0]?.status}`);
    ledger.look(
      "one account is tried no more often than the standard says",
      tried.length <= TRIES_AT_AN_ACCOUNT,
      `${tried.length} tries`,
    );
    ledger.look(
      "the rest is turned away",
      turnedAway.length >= atVictim.length - TRIES_AT_AN_ACCOUNT && turnedAway.length > 0,
      `${turnedAway.length} of ${atVictim.length}`,
    );
    const silent = turnedAway.filter(({ retryAfter }) => !/^\d+$/.test(retryAfter ?? ""));
    ledger.look(
      "whoever is turned away hears when to come again",
      silent.length === 0,
      `${silent.length} without Retry-After`,
    );
    const p95 = percentile(times, 0.95);
    ledger.look("others' p95 stays below 500 ms", p95 < P95_MS, `${p95} ms`);
    const failed = entries.filter(({ cookie }) => !cookie);
    ledger.look(
      "whoever knows the password gets in",
      entries.length > 0 && failed.length === 0,
      `${failed.length} of ${entries.length} did not`,
    );

    ledger.figure("tries", flooded.length);
    ledger.figure("turned away", `${Math.round((100 * turnedAway.length) / flooded.length)} %`);
    ledger.figure("others' reads", times.length);
    ledger.figure("others' p95 ms", p95);
    ledger.figure("proper sign-ins", entries.length);
    ledger.figure("slowest proper one ms", Math.round(Math.max(...entries.map(({ milliseconds }) => milliseconds))));
    return ledger.outcome();
  },
};

const percentile = (times: readonly number[], share: number) =>
  Math.round(times.toSorted((left, right) => left - right)[Math.floor(times.length * share)] ?? Infinity);

interface Try {
  readonly email: string;
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Three of four tries are at one account that exists, the fourth at one that nobody has. They come at their pace, answered or not. */
async function flood(desk: HarnessDesk, victim: string, seconds: number): Promise<Try[]> {
  const addresses = Array.from({ length: ADDRESSES }, freshAddress);
  const form = await openForm(desk, freshAddress());
  const tries = Math.round((PER_MINUTE * seconds) / 60);
  const began = performance.now();
  const pending: Promise<Try>[] = [];
  for (let number = 0; number < tries; number += 1) {
    const due = began + (number * 60 * SECOND) / PER_MINUTE;
    await pause(Math.max(0, due - performance.now()));
    const email = number % 4 === 3 ? `nobody-${number}@harness.example` : victim;
    const address = addresses[number % ADDRESSES] ?? "";
    pending.push(
      attemptSignIn(desk, { email, password: `guess number ${number}`, address }, form).then(
        ({ status, headers }) => ({ email, status, retryAfter: headers["retry-after"] }),
        () => ({ email, status: 0, retryAfter: undefined }),
      ),
    );
  }
  return Promise.all(pending);
}

/** Five callers read lists without a pause until it is over. Returns how long each answer took. */
async function readers(desk: HarnessDesk, key: string, signal: AbortSignal): Promise<number[]> {
  const agent = newAgent(READERS);
  const times: number[] = [];
  const paths = ["/api/v1/videos", "/api/v1/deliveries?limit=20"];
  const reader = async (first: number) => {
    for (let turn = first; !signal.aborted; turn += 1) {
      const path = paths[turn % paths.length] ?? "/";
      const answer = await ask({ port: desk.port, agent, path, headers: { authorization: `Bearer ${key}` } });
      times.push(answer.status === 200 ? answer.milliseconds : Infinity);
      await pause(50);
    }
  };
  await Promise.all(Array.from({ length: READERS }, (_, number) => reader(number)));
  agent.destroy();
  return times;
}

interface Entry {
  readonly cookie: string | undefined;
  readonly milliseconds: number;
}

/** One who knows the password signs in again and again, from an address of their own. */
async function newcomer(
  desk: HarnessDesk,
  { email, password }: { email: string; password: string },
  signal: AbortSignal,
): Promise<Entry[]> {
  const address = freshAddress();
  const entries: Entry[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    const answer = await attemptSignIn(desk, { email, password, address });
    entries.push({ cookie: sessionCookieOf(answer), milliseconds: performance.now() - began });
    await pause(3_000, undefined, { signal }).catch(() => undefined);
  }
  return entries;
}
