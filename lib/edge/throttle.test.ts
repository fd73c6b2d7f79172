import { afterAll, expect, it } from "vitest";
import { Refusal } from "@/lib/core/refusal";
import { closeCounters } from "@/lib/infra/rate-limit";
import { asOwner } from "@/lib/testing/database";
import { countersOf, countersOfOwner, guessing, type Counter } from "./throttle";

afterAll(closeCounters);

const blocks: Refusal[] = [];
const wrong = () => Promise.reject(new Refusal("unauthenticated", "sign_in_refused", "No."));
const right = () => Promise.resolve("in");

/** What a guess is answered with: the refusal's code, or what it found. */
const guess = (counters: readonly Counter[], attempt: () => Promise<string> = wrong): Promise<string> =>
  guessing({ counters, onBlock: async (refusal) => void blocks.push(refusal) }, attempt).catch((error: unknown) =>
    error instanceof Refusal ? error.code : String(error),
  );
const guesses = async (times: number, counters: () => readonly Counter[]) => {
  const answers: string[] = [];
  for (let n = 0; n < times; n += 1) answers.push(await guess(counters()));
  return answers;
};
const newKind = () => crypto.randomUUID();

it("lets one address guess 5 times at one account, and 20 times in all", async () => {
  const kind = newKind();
  const at = (account: string, address = "192.0.2.1") => countersOf(kind, { account, address });
  expect(await guesses(7, () => at("a@x"))).toEqual([
    ...Array(5).fill("sign_in_refused"),
    "rate_limited",
    "rate_limited",
  ]);
  expect(await guess(at("a@x"), right), "the right password waits as well").toBe("rate_limited");
  expect(await guess(at("a@x", "192.0.2.2"), right), "another address goes on").toBe("in");
  for (const other of ["b@x", "c@x", "d@x"]) await guesses(5, () => at(other));
  expect(await guess(at("e@x"))).toBe("rate_limited");
});

it("counts the /64 of an IPv6 address as one", async () => {
  const kind = newKind();
  let host = 0;
  const at = () => countersOf(kind, { account: "a@x", address: `2001:db8:0:7::${(host += 1)}` });
  expect((await guesses(6, at)).at(-1)).toBe("rate_limited");
  expect(await guess(countersOf(kind, { account: "a@x", address: "2001:db8:0:8::1" }))).toBe("sign_in_refused");
});

it("lets the whole world guess 100 times an hour at one account, wherever it comes from", async () => {
  const kind = newKind();
  let host = 0;
  const at = () => countersOf(kind, { account: "a@x", address: `198.51.${Math.floor(host / 5)}.${(host += 1) % 5}` });
  const answers = await guesses(101, at);
  expect(answers.filter((answer) => answer === "sign_in_refused")).toHaveLength(100);
  expect(answers.at(-1)).toBe("rate_limited");
  expect(await guess(countersOf(kind, { account: "b@x", address: "198.51.0.1" }))).toBe("sign_in_refused");
});

it("leaves a colleague's guesses alone when somebody goes on at one account", async () => {
  const kind = newKind();
  const at = (account: string) => countersOf(kind, { account, address: "192.0.2.1" });
  await guesses(40, () => at("stubborn@x"));
  expect(await guess(at("colleague@x"), right)).toBe("in");
});

it("gives back what was right, so that nobody is shut out by signing in often", async () => {
  const kind = newKind();
  const at = () => countersOf(kind, { account: "a@x", address: "192.0.2.1" });
  for (let n = 0; n < 120; n += 1) expect(await guess(at(), right)).toBe("in");
  await guesses(4, at);
  expect(await guess(at(), right)).toBe("in");
  expect(await guesses(4, at)).not.toContain("rate_limited");
});

it("does not count a guess that a busy desk turned away", async () => {
  const kind = newKind();
  const at = () => countersOf(kind, { account: "a@x", address: "192.0.2.1" });
  const busy = () => Promise.reject(new Refusal("unavailable", "unavailable", "Busy."));
  for (let n = 0; n < 30; n += 1) expect(await guess(at(), busy)).toBe("unavailable");
  expect(await guess(at())).toBe("sign_in_refused");
});

it("counts before it lets guess: of thirty at once, twenty are made", async () => {
  const kind = newKind();
  let made = 0;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      guess(countersOf(kind, { account: `${n}@x`, address: "192.0.2.1" }), async () => {
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
  await guesses(30, at);
  expect(blocks.map(({ message, details }) => [message, details])).toEqual([
    ["Too many tries. Try again in 15 minutes.", { retry_after_seconds: expect.toSatisfy((s) => s > 890 && s <= 900) }],
  ]);
});

it("begins anew when the window is over", async () => {
  const counters = [{ limit: { name: newKind(), points: 1, seconds: 1 }, key: "k", whenRight: "given back" as const }];
  expect(await guesses(3, () => counters)).toEqual(["sign_in_refused", "rate_limited", "rate_limited"]);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await guess(counters)).toBe("sign_in_refused");
});

it("lets nobody guess uncounted", async () => {
  let made = 0;
  const at = () => countersOf(newKind(), { account: "a@x", address: "192.0.2.1" });
  await asOwner("ALTER TABLE rate_limits RENAME TO out_of_reach");
  try {
    const answer = await guess(at(), async () => {
      made += 1;
      return right();
    });
    expect([answer, made]).toEqual(["unavailable", 0]);
  } finally {
    await asOwner("ALTER TABLE out_of_reach RENAME TO rate_limits");
  }
  expect(await guess(at(), right)).toBe("in");
});
