import { afterAll, expect, it, vi } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { closeCounters } from "@/lib/infra/rate-limit";
import { asOwner } from "@/lib/testing/database";
import { countersOf, countersOfOwner, trying, type Counter } from "./tries";

afterAll(closeCounters);

const blocks: Refusal[] = [];
const wrong = () => Promise.reject(new Refusal("unauthenticated", "sign_in_refused", "No."));
const right = () => Promise.resolve("in");

/** What a try is answered with: the refusal's code, or what it found. */
const tryOnce = (counters: readonly Counter[], attempt: () => Promise<string> = wrong): Promise<string> =>
  trying({ counters, onBlock: async (refusal) => void blocks.push(refusal) }, attempt).catch((error: unknown) =>
    error instanceof Refusal ? error.code : String(error),
  );
const tries = async (times: number, counters: () => readonly Counter[]) => {
  const answers: string[] = [];
  for (let n = 0; n < times; n += 1) answers.push(await tryOnce(counters()));
  return answers;
};
const newKind = () => crypto.randomUUID();

it("lets one address try 5 times at one account, and 20 times in all", async () => {
  const kind = newKind();
  const at = (account: string, address = "192.0.2.1") => countersOf(kind, { account, address });
  expect(await tries(7, () => at("a@x"))).toEqual([
    ...Array(5).fill("sign_in_refused"),
    "rate_limited",
    "rate_limited",
  ]);
  expect(await tryOnce(at("a@x"), right), "the right password waits as well").toBe("rate_limited");
  expect(await tryOnce(at("a@x", "192.0.2.2"), right), "another address goes on").toBe("in");
  for (const other of ["b@x", "c@x", "d@x"]) await tries(5, () => at(other));
  expect(await tryOnce(at("e@x"))).toBe("rate_limited");
});

it("counts the /64 of an IPv6 address as one", async () => {
  const kind = newKind();
  let host = 0;
  const at = () => countersOf(kind, { account: "a@x", address: `2001:db8:0:7::${(host += 1)}` });
  expect((await tries(6, at)).at(-1)).toBe("rate_limited");
  expect(await tryOnce(countersOf(kind, { account: "a@x", address: "2001:db8:0:8::1" }))).toBe("sign_in_refused");
});

it("lets the whole world try 100 times an hour at one account, wherever it comes from", async () => {
  const kind = newKind();
  let host = 0;
  const at = () => countersOf(kind, { account: "a@x", address: `198.51.${Math.floor(host / 5)}.${(host += 1) % 5}` });
  const answers = await tries(101, at);
  expect(answers.filter((answer) => answer === "sign_in_refused")).toHaveLength(100);
  expect(answers.at(-1)).toBe("rate_limited");
  expect(await tryOnce(countersOf(kind, { account: "b@x", address: "198.51.0.1" }))).toBe("sign_in_refused");
});

it("leaves a colleague's tries alone when somebody goes on at one account", async () => {
  const kind = newKind();
  const at = (account: string) => countersOf(kind, { account, address: "192.0.2.1" });
  await tries(40, () => at("stubborn@x"));
  expect(await tryOnce(at("colleague@x"), right)).toBe("in");
});

it("gives back what was right, so that nobody is shut out by signing in often", async () => {
  const kind = newKind();
  const at = () => countersOf(kind, { account: "a@x", address: "192.0.2.1" });
  for (let n = 0; n < 120; n += 1) expect(await tryOnce(at(), right)).toBe("in");
  await tries(4, at);
  expect(await tryOnce(at(), right)).toBe("in");
  expect(await tries(4, at)).not.toContain("rate_limited");
});

it("does not count a try that a busy desk turned away", async () => {
  const kind = newKind();
  const at = () => countersOf(kind, { account: "a@x", address: "192.0.2.1" });
  const busy = () => Promise.reject(new Refusal("unavailable", "unavailable", "Busy."));
  for (let n = 0; n < 30; n += 1) expect(await tryOnce(at(), busy)).toBe("unavailable");
  expect(await tryOnce(at())).toBe("sign_in_refused");
});

it("counts before it lets try: of thirty at once, twenty are made", async () => {
  const kind = newKind();
  let made = 0;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      tryOnce(countersOf(kind, { account: `${n}@x`, address: "192.0.2.1" }), async () => {
        made += 1;
        return wrong();
      }),
    ),
  );
  expect([made, answers.filter((answer) => answer === "rate_limited").length]).toEqual([20, 10]);
});

it("tells of a block once, and says when it ends", async () => {
  const kind = newKind();
  const at = () => countersOfOwner(kind, "user:1");
  blocks.length = 0;
  await tries(30, at);
  expect(blocks.map(({ message, details }) => [message, details])).toEqual([
    ["Too many tries. Try again in 15 minutes.", { retry_after_seconds: expect.toSatisfy((s) => s > 890 && s <= 900) }],
  ]);
});

it("begins anew when the window is over", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const limit = { name: newKind(), points: 1, seconds: 900 };
  const counters = [{ limit, key: "k", whenRight: "given back" as const }];
  expect(await tries(3, () => counters)).toEqual(["sign_in_refused", "rate_limited", "rate_limited"]);
  vi.advanceTimersByTime(900_001);
  expect(await tryOnce(counters)).toBe("sign_in_refused");
  vi.useRealTimers();
});

it("lets nobody try uncounted", async () => {
  let made = 0;
  const at = () => countersOf(newKind(), { account: "a@x", address: "192.0.2.1" });
  await asOwner("ALTER TABLE rate_limits RENAME TO out_of_reach");
  try {
    const answer = await tryOnce(at(), async () => {
      made += 1;
      return right();
    });
    expect([answer, made]).toEqual(["unavailable", 0]);
  } finally {
    await asOwner("ALTER TABLE out_of_reach RENAME TO rate_limits");
  }
  expect(await tryOnce(at(), right)).toBe("in");
});
