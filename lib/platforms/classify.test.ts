import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Heard } from "@/lib/core/call";
import { type Documented, endingOf, endingOfRepeatable, retryAfter } from "./classify";
import { objectOf } from "./answers";

const now = new Date("2026-11-21T12:00:00Z");
const telling = { who: "The platform", now, secrets: { token: "tok-1234567890-secret" } };
const KINDS = ["later", "refused", "reconnect", "gone"] as const;

const answer = (status: number, text = "", headers: Record<string, string> = {}): Heard => ({
  kind: "answer",
  status,
  headers: new Headers(headers),
  text,
});

/** Any table a connector could bring, and any header that a server could send with it. */
const tables = fc.dictionary(fc.integer({ min: 100, max: 599 }).map(String), fc.constantFrom(...KINDS)) as fc.Arbitrary<
  Documented & Record<string, (typeof KINDS)[number]>
>;
const waits = fc.option(
  fc.oneof(fc.nat().map(String), fc.constantFrom("soon", "-1", "1e9", "Sat, 21 Nov 2026 12:01:00 GMT", "")),
  { nil: undefined },
);

describe("an answer to the act that cannot be taken back", () => {
  it("is judged so, for every status and every table: nothing undocumented is certain", () => {
    for (let status = 100; status <= 599; status += 1) {
      fc.assert(
        fc.property(tables, waits, fc.string(), (table, wait, text) => {
          const heard = answer(status, text, wait === undefined ? {} : { "retry-after": wait });
          const ending = endingOf(heard, table, telling);
          const documented = table[status];
          const told = retryAfter(wait ?? null, now);
          if (documented === undefined) return ending.kind === "unknown";
          if (documented !== "later") return ending.kind === documented;
          if (status >= 500 && told === null) return ending.kind === "unknown";
          return ending.kind === "later" && ending.seconds === told;
        }),
        { numRuns: 20 },
      );
    }
  });

  it("that did not leave is tried later, and one that was lost is unknown, whatever the table says", () => {
    fc.assert(
      fc.property(tables, fc.string(), (table, reason) => {
        expect(endingOf({ kind: "not-sent", reason }, table, telling)).toEqual({
          kind: "later",
          seconds: null,
          reason,
        });
        expect(endingOf({ kind: "lost", reason }, table, telling)).toEqual({ kind: "unknown", reason });
      }),
    );
  });

  it("that is a 2xx which cannot be read is unknown", () => {
    for (const text of ["", "<html>", "[]", '"id"', "null", '{"id":']) {
      expect(objectOf(answer(200, text))).toBeNull();
      expect(endingOf(answer(200, text), { 400: "refused" }, telling)).toMatchObject({ kind: "unknown" });
    }
    expect(objectOf(answer(200, '{"id":"1"}'))).toEqual({ id: "1" });
    expect(objectOf(answer(404, '{"id":"1"}'))).toBeNull();
  });
});

describe("an answer to a step that may be done again", () => {
  it("is never unknown and never gone", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 100, max: 599 }), waits, (table, status, wait) => {
        const heard = answer(status, "", wait === undefined ? {} : { "retry-after": wait });
        const ending = endingOfRepeatable(heard, table, telling);
        const once = endingOf(heard, table, telling);
        if (once.kind === "unknown") return ending.kind === "later" && ending.seconds === retryAfter(wait ?? null, now);
        return ending.kind === (once.kind === "gone" ? "refused" : once.kind);
      }),
    );
    expect(endingOfRepeatable({ kind: "lost", reason: "It broke." }, {}, telling)).toEqual({
      kind: "later",
      seconds: null,
      reason: "It broke.",
    });
  });
});

describe("what a refusal says for people", () => {
  const reasonFor = (message: unknown) => {
    const ending = endingOf(answer(422, JSON.stringify({ message })), { 422: "refused" }, telling);
    return "reason" in ending ? ending.reason : "";
  };

  it("is handed on as one line", () => {
    expect(reasonFor("The caption\nis too long.")).toBe("The platform answered 422: The caption is too long.");
  });

  it.each([
    ["the token", "Bad token tok-1234567890-secret"],
    ["a piece of it", "Bad token …67890-se…"],
    ["a signed address", "Could not fetch https://desk.example/d/abc"],
    ["a novel", "a".repeat(201)],
    ["nothing", ""],
    ["no text", 42],
  ])("but not where it is %s", (_what, message) => {
    expect(reasonFor(message)).toBe("The platform answered 422.");
  });

  it("never holds a piece of a secret, wherever the platform repeats it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (before, after, token) => {
        const secret = `tok-${token}-0123456789`;
        const heard = answer(422, JSON.stringify({ message: before + secret + after }));
        const ending = endingOf(heard, { 422: "refused" }, { ...telling, secrets: { token: secret } });
        return "reason" in ending && !ending.reason.includes(secret);
      }),
    );
  });
});

describe("Retry-After", () => {
  it.each([
    ["30", 30],
    ["0", 0],
    ["9999999999", 7 * 24 * 3600],
    ["Sat, 21 Nov 2026 12:01:00 GMT", 60],
    ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    ["1.5", null],
    ["", null],
    ["Sat, nonsense", null],
  ])("%s is %s", (text, seconds) => expect(retryAfter(text, now)).toBe(seconds));

  it("that is not there says nothing", () => expect(retryAfter(null, now)).toBeNull());
});
