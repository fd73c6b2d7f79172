import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { closeQueue } from "@/lib/infra/queue";
import { rewrapColumns, sealedPerKid } from "@/lib/infra/rewrap";
import { CHANNEL_CREDENTIALS } from "@/lib/infra/sealed-columns";
import { allowUnsealing } from "@/lib/infra/secrets";
import { inside } from "@/lib/testing/people";
import { serveTokens } from "@/lib/testing/servers/token-server";
import { createChannel } from "./operations/create-channel";
import { editChannel } from "./operations/edit-channel";
import { expireChannel } from "./operations/expire-channel";
import { getChannel } from "./operations/get-channel";
import { removeChannel } from "./operations/remove-channel";
import { openAccount, refreshAccount } from "./workers/open-account";
import { renewSignIns, tellOfEndingSignIns } from "./workers/tend-accounts";

const server = await serveTokens();
const { connector } = server;
Object.assign(process.env, { MARQUEE_REHEARSALS: "1", OUTBOUND_ALLOW: server.host });
allowUnsealing();

beforeEach(() => {
  server.behave("rotates");
  Object.assign(server.seen, { refreshes: 0, thefts: 0 });
});
afterAll(async () => {
  await server.close();
  await closeQueue();
});

const now = new Date("2026-11-21T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);

/** A channel whose sign-in ends then. */
async function channel({ ends = null as Date | null, credentials = server.grant() } = {}): Promise<string> {
  const settings = { url: `http://${server.host}/`, account: "harbour" };
  const { id } = await perform(
    createChannel,
    { name: "Harbour", platform: "rehearsal-key", settings, credentials },
    inside,
  );
  await db().channel.update({ where: { id }, data: { credentialsExpireAt: ends } });
  return id;
}
const rowOf = (id: string) => db().channel.findUniqueOrThrow({ where: { id } });
const told = (id: string) => db().outboxEvent.findMany({ where: { subject: `channel:${id}` }, orderBy: { id: "asc" } });
/** The same code as another process has it, so to speak: nothing in memory is shared but the connections. */
async function anotherWorker() {
  vi.resetModules();
  (await import("@/lib/infra/secrets")).allowUnsealing();
  return import("./workers/open-account");
}

describe("a sign-in that has ended", () => {
  it("is renewed once by fifty who open the account at once, in five workers; a token is never shown twice", async () => {
    const id = await channel({ ends: after(-MINUTE) });
    const workers: Awaited<ReturnType<typeof anotherWorker>>[] = [];
    for (let at = 0; at < 5; at += 1) workers.push(await anotherWorker());
    const opened = await Promise.all(
      workers.flatMap((worker) => Array.from({ length: 10 }, () => worker.openAccount(id, { now, connector }))),
    );
    expect(server.seen).toEqual({ refreshes: 1, thefts: 0 });
    const tokens = opened.map((one) => (one.kind === "open" ? one.account.secrets["token"] : one.kind));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^at-/);
    expect(opened.every((one) => one.kind === "open" && one.credentialsRevision === 1)).toBe(true);
    expect((await rowOf(id)).credentialsExpireAt).toEqual(after(HOUR));
    expect(await openAccount(id, { now, connector })).toMatchObject({ account: { secrets: { token: tokens[0] } } });
    expect(server.seen.refreshes).toBe(1);
  });

  it("that the platform renews no more has the channel say so, once, and it is not asked again", async () => {
    const id = await channel({ ends: after(-MINUTE) });
    server.behave("refuses");
    const workers = [await anotherWorker(), await anotherWorker()];
    const opened = await Promise.all(
      workers.flatMap((worker) => Array.from({ length: 10 }, () => worker.openAccount(id, { now, connector }))),
    );
    expect(new Set(opened.map((one) => JSON.stringify(one)))).toEqual(
      new Set(['{"kind":"reconnect","reason":"The grant was taken back."}']),
    );
    expect(server.seen.refreshes).toBe(1);
    expect(await rowOf(id)).toMatchObject({ status: "needs_reconnecting", statusReason: "The grant was taken back." });
    expect((await told(id)).map(({ type }) => type)).toEqual(["channel.needs_reconnecting"]);
    expect(await perform(getChannel, { id }, inside)).toMatchObject({
      health: "broken",
      health_sentence: "The grant was taken back. Connect it again.",
    });

    server.behave("rotates");
    const connected = await perform(editChannel, { id, credentials: server.grant() }, inside);
    expect(connected).toMatchObject({ status: "active", status_reason: null, credentials_expire_at: null });
    expect(await openAccount(id, { now, connector })).toMatchObject({ kind: "open", credentialsRevision: 1 });
  });

  it("waits while the platform's sign-in is out of order, and is used while it lasts", async () => {
    server.behave("fails");
    const over = await channel({ ends: after(-SECOND) });
    const reason = "The platform's sign-in is out of order.";
    expect(await openAccount(over, { now, connector })).toEqual({ kind: "later", reason });
    const lasting = await channel({ ends: after(30 * SECOND) });
    expect(await openAccount(lasting, { now, connector })).toMatchObject({ kind: "open", credentialsRevision: 0 });
    expect(server.seen.refreshes).toBe(2);
    expect((await rowOf(over)).status).toBe("active");
  });

  it("on a platform that renews none wants a person", async () => {
    const id = await channel({ ends: after(30 * SECOND) });
    expect(await openAccount(id, { now, connector: server.plain })).toMatchObject({ kind: "open" });
    const opened = await openAccount(id, { now: after(MINUTE), connector: server.plain });
    expect(opened).toEqual({ kind: "reconnect", reason: "Its sign-in has ended." });
    expect((await rowOf(id)).status).toBe("needs_reconnecting");
  });

  it("is not renewed over credentials that a person gave meanwhile", async () => {
    const id = await channel({ ends: after(-MINUTE) });
    const given = server.grant();
    const slow = {
      ...connector,
      refresh: async (...asked: Parameters<NonNullable<typeof connector.refresh>>) => {
        const answer = await connector.refresh?.(...asked);
        await perform(editChannel, { id, credentials: given }, inside);
        return answer ?? { kind: "later" as const, seconds: null, reason: "" };
      },
    };
    expect(await openAccount(id, { now, connector: slow })).toMatchObject({ account: { secrets: given } });
    expect(await rowOf(id)).toMatchObject({ credentialsRevision: 1, credentialsExpireAt: null });
  });
});

describe("a token that is refused before its time", () => {
  it("is renewed by the first who says so; whoever was slower gets what that one was given", async () => {
    const id = await channel({ credentials: server.grant({ stale: true }) });
    const first = await refreshAccount(id, 0, { now, connector });
    expect(await refreshAccount(id, 0, { now, connector })).toEqual(first);
    expect(server.seen).toEqual({ refreshes: 1, thefts: 0 });
  });

  it("says nothing of fresh credentials: a late word of an older revision touches nothing", async () => {
    const id = await channel();
    await perform(editChannel, { id, credentials: server.grant() }, inside);
    const word = { id, reason: "Refused.", credentials_revision: 0 };
    expect(await perform(expireChannel, word, inside)).toEqual({ expired: false });
    expect(await perform(expireChannel, { ...word, credentials_revision: 1 }, inside)).toEqual({ expired: true });
    expect(await perform(expireChannel, { ...word, credentials_revision: 1 }, inside)).toEqual({ expired: false });
    expect(await told(id)).toHaveLength(1);
    const gone = await channel();
    await perform(removeChannel, { id: gone }, inside);
    expect(await perform(expireChannel, { id: gone, reason: "Refused." }, inside)).toEqual({ expired: false });
    expect(await openAccount(gone, { now, connector })).toMatchObject({ kind: "reconnect" });
  });
});

describe("every minute", () => {
  it("what ends within five minutes is renewed, once by all workers, and one broken platform stops no other", async () => {
    await db().channel.updateMany({ data: { credentialsExpireAt: null } });
    const [soon, paused, later] = [
      await channel({ ends: after(4 * MINUTE) }),
      await channel({ ends: after(MINUTE) }),
      await channel({ ends: after(6 * MINUTE) }),
    ];
    await db().channel.update({ where: { id: paused }, data: { status: "paused" } });
    const unknown = await channel({ ends: after(0) });
    await db().channel.update({ where: { id: unknown }, data: { platform: "of-tomorrow" } });
    const picky = {
      ...connector,
      refresh: (...asked: Parameters<NonNullable<typeof connector.refresh>>) =>
        asked[0].channelId === unknown
          ? Promise.reject(new Error("broken"))
          : (connector.refresh?.(...asked) ?? Promise.reject(new Error("none"))),
    };
    await Promise.all([renewSignIns({ now, connector: picky }), renewSignIns({ now, connector: picky })]);
    const revisions = await Promise.all([soon, paused, later].map(async (id) => (await rowOf(id)).credentialsRevision));
    expect(revisions).toEqual([1, 1, 0]);
    expect(server.seen).toEqual({ refreshes: 2, thefts: 0 });
    await perform(removeChannel, { id: soon }, inside);
    await db().channel.update({ where: { id: soon }, data: { credentialsExpireAt: now } });
    await renewSignIns({ now, connector });
    expect(await rowOf(soon)).toMatchObject({ credentialsSealed: null, credentialsRevision: 2 });
  });

  it("a sign-in that only a person can renew is told of once, a week before it ends", async () => {
    const webhook = { name: "Ops", platform: "webhook", settings: { url: `http://${server.host}/` } };
    const { id } = await perform(createChannel, webhook, inside);
    const renewed = await channel({ ends: after(DAY) });
    await db().channel.update({ where: { id }, data: { credentialsExpireAt: after(10 * DAY) } });
    await tellOfEndingSignIns({ now });
    expect(await told(id)).toEqual([]);
    const then = after(4 * DAY);
    await Promise.all([1, 2, 3].map(() => tellOfEndingSignIns({ now: then })));
    await tellOfEndingSignIns({ now: after(5 * DAY) });
    expect((await told(id)).map(({ type, payload }) => ({ type, payload }))).toEqual([
      {
        type: "channel.expiring",
        payload: {
          channel_id: id,
          name: "Ops",
          platform: "webhook",
          reason: "Its sign-in ends in 6 days.",
          expires_at: after(10 * DAY).toISOString(),
        },
      },
    ]);
    expect(await told(renewed), "what the desk renews by itself is no news").toEqual([]);
  });
});

describe("a rotation of the desk's secrets", () => {
  it("takes a channel's credentials along, which open afterwards as before", async () => {
    const credentials = server.grant();
    const id = await channel({ credentials });
    const ring = process.env["MARQUEE_SECRETS"] ?? "";
    vi.resetModules();
    process.env["MARQUEE_SECRETS"] = ring.split(",")[1] ?? "";
    const older = await import("@/lib/infra/secrets");
    const sealed = older.seal(JSON.stringify(credentials), CHANNEL_CREDENTIALS.placeOf(id));
    process.env["MARQUEE_SECRETS"] = ring;
    await db().channel.update({ where: { id }, data: { credentialsSealed: sealed } });
    const ofChannels = async () =>
      (await sealedPerKid(db())).flatMap(({ column, kid }) => (column === CHANNEL_CREDENTIALS ? [kid] : []));
    expect(await ofChannels()).toEqual(["k1", "k2"]);
    await rewrapColumns();
    expect(await ofChannels()).toEqual(["k2"]);
    expect(await openAccount(id, { now, connector })).toMatchObject({ account: { secrets: credentials } });
  });

  it("that lost the secret has the channel ask for its credentials", async () => {
    const id = await channel();
    await db().channel.update({ where: { id }, data: { credentialsSealed: "v2.k9.AAAA.AAAA" } });
    const reason = "Its credentials cannot be read any more: give them anew.";
    expect(await openAccount(id, { now, connector })).toEqual({ kind: "reconnect", reason });
    expect((await rowOf(id)).statusReason).toBe(reason);
  });
});
