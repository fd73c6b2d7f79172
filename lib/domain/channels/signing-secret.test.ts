import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { closeDb, db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { allowUnsealing } from "@/lib/infra/secrets";
import { call, keyOfRole } from "@/lib/testing/call";
import { tablesWith } from "@/lib/testing/canaries";
import { inside } from "@/lib/testing/people";
import { editChannel } from "./operations/edit-channel";
import { foldSecrets } from "./workers/fold-secrets";
import { openAccount } from "./workers/open-account";

let manager = "";
beforeAll(async () => {
  manager = await keyOfRole("manager");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});

const make = (body: object, headers = {}) => call("POST", "/api/v1/channels", { key: manager, body, headers });
const params = (id: unknown) => ({ params: { id: String(id) } });
const read = (id: unknown) => call("GET", "/api/v1/channels/{id}", { key: manager, ...params(id) });
const edit = (id: unknown, body: object) =>
  call("PATCH", "/api/v1/channels/{id}", { key: manager, ...params(id), body });
const webhook = (more: object = {}) => ({
  name: "Partner",
  platform: "webhook",
  settings: { url: "https://receiver.example.com/hook" },
  ...more,
});
const secretOf = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString("base64")}`;

describe("a webhook's secret", () => {
  // This process may not unseal yet, as the web process never may: both secrets are kept all the same.
  it("stands in no answer, event, job, audit entry or row", async () => {
    const { body: made } = await make(webhook(), { "idempotency-key": "canary" });
    const secret = String(made["secret"]);
    const given = secretOf(9);
    const answers = [
      await edit(made["id"], { credentials: { secret: given } }),
      await edit(made["id"], { credentials: { secret: `${given}${given}` } }),
      await read(made["id"]),
      await call("GET", "/api/v1/channels", { key: manager }),
      await call("GET", "/api/v1/audit-entries", { key: await keyOfRole("admin") }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200, 200, 200]);
    const shown = JSON.stringify(answers.map(({ body }) => body));
    for (const needle of [secret, given].map((text) => text.slice("whsec_".length, -2))) {
      expect(shown).not.toContain(needle);
      expect(await tablesWith(needle)).toEqual([]);
    }
    expect(await tablesWith("Partner")).toContain("public.channels");
  });

  it("signs beside its successor for a day, folded or not, and the one before it no more", async () => {
    allowUnsealing();
    const { body: made } = await make(webhook({ credentials: { secret: secretOf(1) } }));
    const id = String(made["id"]);
    const now = new Date();
    const turn = (fill: number) =>
      perform(editChannel, { id, credentials: { secret: secretOf(fill) } }, inside, { now });
    const opened = async (at = now) => {
      const account = await openAccount(id, { now: at });
      return account.kind === "open" ? account.account.secrets : account;
    };
    const until = new Date(now.getTime() + DAY);
    await turn(2);
    const both = { secret: secretOf(2), previous_secret: secretOf(1), previous_until: until.toISOString() };
    expect(await opened()).toEqual(both);
    await foldSecrets({ channelId: id });
    expect(await opened()).toEqual(both);
    await turn(3);
    await foldSecrets({ channelId: id });
    expect(await opened()).toEqual({ ...both, secret: secretOf(3), previous_secret: secretOf(2) });
    expect(await opened(new Date(until.getTime() - HOUR))).toHaveProperty("previous_secret");
    expect(await opened(until)).toEqual({ secret: secretOf(3) });
    const { credentialsSealed, credentialsRevision } = await db().channel.findUniqueOrThrow({ where: { id } });
    expect(credentialsRevision).toBe(2);
    for (let fill = 4; fill < 8; fill += 1) {
      await turn(fill);
      await foldSecrets({ channelId: id });
    }
    const later = await db().channel.findUniqueOrThrow({ where: { id } });
    expect(later.credentialsSealed?.length, "it does not grow with each rotation").toBe(credentialsSealed?.length);
  });
});
