import { describe, expect, it } from "vitest";
import { cardOf } from "@/lib/platforms/cards";
import { connectorFor } from "@/lib/platforms/connectors";
import type { Account, Post } from "@/lib/platforms/contract";
import { connectorTroubles } from "./connector-troubles";
import type { Ground } from "./connector-grounds";
import { confirmed, Try } from "./connector-try";

/**
 * What every connector must keep, whatever it talks to: `connectorContract(ground)` in a test file tells
 * these stories on its platform, and those about lost answers and refusals where it has a network to lose them in.
 */
export function connectorContract(ground: Ground): void {
  const card = cardOf(ground.platform);
  const fresh = async (options?: { account?: Account; post?: Post }) =>
    new Try(await connectorFor(ground.platform), ground, options);

  describe(`${card.name} keeps the contract of connectors`, () => {
    it("its account can be tested, and the test posts nothing", async () => {
      const trial = await fresh();
      expect(await trial.check()).toMatchObject({ kind: "fine", sentence: expect.stringMatching(/\.$/) as string });
      expect(ground.far?.posts(trial.post.marker) ?? 0).toBe(0);
    });

    it("it can look for a lost post exactly where its card says so", async () => {
      const connector = await connectorFor(ground.platform);
      expect("find" in connector).toBe(card.settles === "by-handle" || card.settles === "by-search");
    });

    it("preparing again changes nothing that anybody sees, and leads to the same handles", async () => {
      const trial = await fresh();
      expect((await trial.prepare()).kind).toBe("ready");
      const first = trial.bookmark;
      expect((await trial.prepare()).kind).toBe("ready");
      expect(trial.bookmark).toEqual(first);
      expect(ground.far?.posts(trial.post.marker) ?? 0).toBe(0);
    });

    it("each handle is saved before it is used", async () => {
      const trial = await fresh();
      await trial.sendPrepared();
      for (const [at, entry] of trial.log.entries()) {
        if (!("asked" in entry)) continue;
        const saved = trial.log.slice(0, at).flatMap((one) => ("saved" in one ? Object.values(one.saved) : []));
        for (const handle of Object.values(trial.bookmark).filter((value) => typeof value === "string")) {
          const used = JSON.stringify([entry.asked.url, entry.asked.body]).includes(handle);
          if (used) expect(saved, `${entry.asked.method} uses a handle that was not saved`).toContain(handle);
        }
      }
    });

    it("a worker that dies before it has saved loses nothing but time", async () => {
      const trial = await fresh();
      await trial.prepare({ save: false }).catch((error: unknown) => expect(String(error)).toContain("died"));
      confirmed(await trial.sendPrepared());
      expect(ground.far?.posts(trial.post.marker) ?? 1).toBe(1);
    });

    it("one sending is one request at most, and makes one post that the audience comes to see", async () => {
      const trial = await fresh();
      await trial.prepare();
      const before = trial.requests().length;
      const sent = confirmed(await trial.send());
      expect(trial.requests().length - before).toBe(ground.far ? 1 : 0);
      expect(sent.remoteId).not.toBe("");
      expect(await trial.untilLive(sent)).toMatchObject({ kind: "live", remoteId: sent.remoteId });
      expect(ground.far?.posts(trial.post.marker) ?? 1).toBe(1);
    });

    if (card.settles === "by-key" || card.settles === "by-handle") {
      it("sending again, unchanged, is the same post", async () => {
        const trial = await fresh();
        const first = confirmed(await trial.sendPrepared());
        const second = confirmed(await trial.send());
        expect(second.remoteId).toBe(first.remoteId);
        expect(ground.far?.posts(trial.post.marker) ?? 1).toBe(1);
      });
    }

    if (ground.far) connectorTroubles({ ground, far: ground.far, settles: card.settles, fresh });
  });
}
