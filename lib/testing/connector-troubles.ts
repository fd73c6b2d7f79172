import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Heard } from "@/lib/core/call";
import { connectorFor } from "@/lib/platforms/connectors";
import type { Account, Ending, PlatformCard, Post, Tools } from "@/lib/platforms/contract";
import { type Far, type Ground, LOSSES } from "./connector-grounds";
import { confirmed, type Try } from "./connector-try";
import { freshPost } from "./contract-post";
import { eventually } from "./worker";

interface Troubles {
  readonly ground: Ground;
  readonly far: Far;
  readonly settles: PlatformCard["settles"];
  readonly fresh: (options?: { account?: Account; post?: Post }) => Promise<Try>;
}

/** What a connector says when the network or the platform fails it. */
export function connectorTroubles({ ground, far, settles, fresh }: Troubles): void {
  describe("when an answer is lost after the act", () => {
    it.each(LOSSES)("by %s, it says unknown, and the platform's way of settling finds one post", async (how) => {
      const trial = await fresh();
      await trial.prepare();
      far.lose(trial.account, how);
      expect(await trial.send()).toMatchObject({ kind: "unknown" });
      far.heal(trial.account);
      if (settles === "by-key") confirmed(await trial.send());
      else if (settles !== "by-hand") confirmed(await trial.find());
      expect(far.posts(trial.post.marker)).toBe(1);
    });
  });

  describe("when the platform refuses", () => {
    it.each([
      ["429 says when to come again", { status: 429, retryAfter: 17 }, { kind: "later", seconds: 17 }],
      ["503 with a time is over soon", { status: 503, retryAfter: 4 }, { kind: "later", seconds: 4 }],
      ["503 without one proves nothing", { status: 503 }, { kind: "unknown" }],
      ["500 proves nothing", { status: 500 }, { kind: "unknown" }],
      ["422 is a refusal", { status: 422 }, { kind: "refused" }],
      ["401 is about the account", { status: 401 }, { kind: far.on401 }],
    ])("%s", async (_name, answer, ending) => {
      const trial = await fresh();
      await trial.prepare();
      far.refuse(trial.account, { step: "commit", ...answer });
      expect(await trial.send()).toMatchObject(ending);
      expect(far.posts(trial.post.marker)).toBe(0);
    });

    it("a test of the account says what is wrong with it", async () => {
      const trial = await fresh();
      far.refuse(trial.account, { step: "any", status: 401 });
      expect(await trial.check()).toMatchObject({ kind: far.on401, reason: expect.stringMatching(/\.$/) as string });
      far.heal(trial.account);
      far.refuse(trial.account, { step: "any", status: 503, retryAfter: 3 });
      expect(await trial.check()).toMatchObject({ kind: "later", seconds: 3 });
    });
  });

  describe("when nothing goes out, or nothing comes back", () => {
    const cut = (heard: Heard): Tools => ({ ...ground.tools, call: async () => heard });
    const [NOT_SENT, LOST] = [
      { kind: "not-sent", reason: "The server refused the connection." },
      { kind: "lost", reason: "The connection broke off." },
    ] as const;

    it("a send that did not leave comes later, one that may have is unknown", async () => {
      const connector = await connectorFor(ground.platform);
      const trial = await fresh();
      await trial.prepare();
      const { post, account, bookmark } = trial;
      expect(await connector.send(post, account, cut(NOT_SENT), bookmark)).toMatchObject({ kind: "later" });
      expect(await connector.send(post, account, cut(LOST), bookmark)).toMatchObject({ kind: "unknown" });
      expect(await connector.check(account, cut(LOST))).toMatchObject({ kind: "later" });
    });

    it("a look that found out nothing never says absent", async () => {
      const connector = await connectorFor(ground.platform);
      const trial = await fresh();
      await trial.prepare();
      const answers = [200, 204, 302, 400, 401, 403, 404, 429, 500, 502].map((status): Heard => ({
        kind: "answer",
        status,
        headers: new Headers(),
        text: "<html>",
      }));
      for (const heard of [NOT_SENT, LOST, ...answers]) {
        const looked = await connector.find?.(trial.post, trial.account, cut(heard), trial.bookmark);
        expect(looked?.kind ?? "unknown").toMatch(/^(later|reconnect|unknown)$/);
      }
    });
  });

  it("whatever the platform answers, every step ends in words, none of them secret", async () => {
    const connector = await connectorFor(ground.platform);
    const account = ground.account();
    const secrets = Object.values(account.secrets).filter((secret) => secret !== undefined);
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc
        .record({ id: fc.jsonValue(), url: fc.jsonValue(), state: fc.jsonValue() })
        .map((value) => JSON.stringify(value)),
      fc.record({ handle: fc.jsonValue(), posts: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc.constantFrom(...secrets).map((secret) => JSON.stringify({ message: `Your ${secret} is wrong.`, id: secret })),
    );
    const answers = fc.record({ status: fc.integer({ min: 200, max: 599 }), text, wait: fc.option(fc.string()) });
    await fc.assert(
      fc.asyncProperty(answers, async ({ status, text: body, wait }) => {
        const headers = new Headers(wait !== null && /^[\x20-\x7e]*$/.test(wait) ? { "retry-after": wait } : {});
        const tools: Tools = { ...ground.tools, call: async () => ({ kind: "answer", status, headers, text: body }) };
        const post = freshPost();
        const steps = [
          connector.check(account, tools),
          connector.refresh?.(account, tools),
          connector.prepare(post, account, tools, {}, async () => undefined),
          connector.prepare(post, account, tools, { handle: "h" }, async () => undefined),
          connector.send(post, account, tools, {}),
          connector.send(post, account, tools, { handle: "h" }),
          connector.watch("some-post", account, tools),
          connector.find?.(post, account, tools, { handle: "h" }),
        ];
        for (const step of steps) {
          const ending = await step;
          const reason = ending && "reason" in ending ? ending.reason : "It is well.";
          expect(reason).toMatch(/\S/);
          for (const secret of secrets) expect(reason).not.toContain(secret);
        }
      }),
      { numRuns: 100 },
    );
  });

  const { more } = far;
  if (!more) return;

  if (settles === "by-search") {
    it("a search that lags says absent first, and finds the one post later", async () => {
      const trial = await fresh();
      await trial.prepare();
      more.hide(trial.account, 300);
      far.lose(trial.account, "reset");
      expect((await trial.send()).kind).toBe("unknown");
      expect(await trial.find()).toEqual({ kind: "absent" });
      await eventually(async () => (await trial.find()).kind !== "absent");
      confirmed(await trial.find());
      expect(far.posts(trial.post.marker)).toBe(1);
    });
  }

  if (settles !== "by-hand") {
    it("a post that lands late is one post, though it was not there when it was looked for", async () => {
      const trial = await fresh();
      await trial.prepare();
      more.landLate(trial.account, 200);
      expect((await trial.send()).kind).toBe("unknown");
      expect(far.posts(trial.post.marker)).toBe(0);
      if (settles === "by-key") confirmed(await trial.send());
      else await eventually(async () => (await trial.find()).kind !== "absent");
      await eventually(async () => far.posts(trial.post.marker) > 0);
      expect(far.posts(trial.post.marker)).toBe(1);
    });
  }

  if (settles !== "by-hand") {
    it("a film that cannot be processed is told as refused, and one that is being processed as waiting", async () => {
      const trial = await fresh();
      await trial.prepare();
      more.process(trial.account, 200);
      more.failProcessing(trial.account);
      const sent = confirmed(await trial.send());
      expect(sent.kind).toBe("sent");
      expect(await trial.watch(sent.remoteId)).toMatchObject({ kind: "waiting" });
      const failed = await eventually<Ending>(async () => {
        const seen = await trial.watch(sent.remoteId);
        return seen.kind !== "waiting" && seen;
      });
      expect(failed).toMatchObject({ kind: "refused", reason: expect.stringMatching(/\.$/) as string });
    });
  }

  it("a sign-in that has ended is renewed once, and the one before is worth nothing", async () => {
    const connector = await connectorFor(ground.platform);
    const trial = await fresh();
    more.expireTokens(trial.account);
    expect(await trial.check()).toMatchObject({ kind: "reconnect" });
    const renewed = await connector.refresh?.(trial.account, ground.tools);
    if (renewed?.kind !== "refreshed") throw new Error(`It was ${renewed?.kind}.`);
    expect(renewed.expiresAt?.getTime()).toBeGreaterThan(Date.now());
    const anew = await fresh({ account: { ...trial.account, secrets: renewed.secrets } });
    confirmed(await anew.sendPrepared());
    expect(await connector.refresh?.(trial.account, ground.tools)).toMatchObject({ kind: "reconnect" });
    expect(more.violations(trial.account)).toHaveLength(1);
  });

  if (settles === "by-handle") {
    it("a sign-in that ends amid the upload is renewed, and the same upload goes on", async () => {
      const trial = await fresh();
      more.refuseMedia(trial.account, 401);
      expect(await trial.prepare()).toMatchObject({ kind: "reconnect" });
      const begun = trial.bookmark;
      expect(Object.keys(begun)).not.toHaveLength(0);
      confirmed(await trial.sendPrepared());
      expect(trial.bookmark).toEqual(begun);
      expect(far.posts(trial.post.marker)).toBe(1);
    });

    it("an upload that has expired shows nothing, is not found, and begins anew", async () => {
      const trial = await fresh();
      await trial.prepare();
      const expired = trial.bookmark;
      more.expireUploads(trial.account);
      expect(await trial.send()).toMatchObject({ kind: "later" });
      expect(await trial.find()).toEqual({ kind: "absent" });
      confirmed(await trial.sendPrepared());
      expect(trial.bookmark).not.toEqual(expired);
      expect(far.posts(trial.post.marker)).toBe(1);
    });
  }
}
