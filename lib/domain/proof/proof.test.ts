import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { insideCaller, SCOPES_OF_ROLE, type Caller, type Role } from "@/lib/core/caller";
import { DAY } from "@/lib/core/time";
import { createApiKey } from "@/lib/domain/access/operations/create-api-key";
import { extendChain } from "@/lib/domain/audit/workers/extend-chain";
import { checkChain } from "@/lib/domain/audit/workers/check-chain";
import { noteFetch } from "@/lib/domain/deliveries/fetches";
import { db } from "@/lib/infra/db";
import { perform } from "@/lib/infra/operation";
import { call, keyOfRole } from "@/lib/testing/call";
import { asOwner } from "@/lib/testing/database";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { PROOF_LIMIT, type Proof } from "./contract";
import { getProof } from "./operations/get-proof";

const desk = await delivering();
let reviewer = "";
let admin = "";

beforeAll(async () => {
  reviewer = await keyOfRole("reviewer");
  admin = await keyOfRole("admin");
});

/** A delivered film; answers its video's id and its delivery's. */
async function delivered(settings: object = {}) {
  const answer = await desk.deliver({ settings });
  const deliveryId = String(recordOf(answer.body)["audit_log_id"]);
  const { videoId } = await db().delivery.findUniqueOrThrow({ where: { id: deliveryId } });
  return { videoId, deliveryId };
}

const asked = (id: string, key = reviewer) => call("GET", "/api/v1/videos/{id}/proof", { key, params: { id } });
const proofOf = async (id: string, key?: string) => (await asked(id, key)).body as unknown as Proof;

const callerOf = (role: Role): Caller => ({ ...insideCaller("cli", "test"), scopes: new Set(SCOPES_OF_ROLE[role]) });

describe("the proof of a delivery", () => {
  it("says what the desk can vouch for: verdict, checksums, copies, links, fetches, staging copy", async () => {
    const { videoId, deliveryId } = await delivered({ metadata: { title: "Proven" } });
    await noteFetch({ deliveryId, linkId: null, how: "watched", who: "Mara Lind" });
    const { id: linkId } = await db().link.findFirstOrThrow({ where: { deliveryId } });
    await noteFetch({ deliveryId, linkId, how: "downloaded", who: null });
    const proof = await proofOf(videoId);
    expect(proof).toMatchObject({
      desk: "http://localhost:3000",
      video: { id: videoId, title: "Proven", version: 1, is_current: true },
      deliveries_total: 1,
    });
    const [one] = proof.deliveries;
    expect(one).toMatchObject({
      audit_log_id: deliveryId,
      speaks: true,
      status: "published",
      qc_report: { status: "pass", report_id: "qc_1", checked_at: "2026-09-29T11:40:02.000Z" },
      bytes: desk.film.length,
      replica_count: 1,
      copies: [{ store: "local", state: "verified", verified_at: expect.any(String), trouble: null }],
      links: [{ id: linkId, created_by: "worker", limited_by: "promise", revoked_at: null }],
      links_total: 1,
      fetches: [
        { how: "downloaded", who: null, link_id: linkId },
        { how: "watched", who: "Mara Lind", link_id: null },
      ],
      fetches_total: 2,
      staging: { bytes: desk.film.length, held_at: null, dropped_at: null },
    });
    const { claimed, computed, stored } = one?.checksum ?? {};
    expect([computed, stored]).toEqual([claimed, claimed]);
    expect(Date.parse(one?.staging?.drop_at ?? "") - Date.parse(one?.staging?.kept_at ?? "")).toBe(7 * DAY);
  });

  it("says what still needs the staging copy, for as long as that is so", async () => {
    const { videoId, deliveryId } = await delivered();
    await db().video.update({ where: { id: videoId }, data: { hasPoster: true } });
    const needs = async () => (await proofOf(videoId)).deliveries[0]?.staging?.needed_by;
    expect(await needs()).toEqual([]);
    await db().copy.updateMany({ where: { deliveryId }, data: { state: "missing" } });
    expect(await needs()).toEqual([
      { code: "copy_lost", detail: "The copy in local is lost and waits for being healed." },
    ]);
  });

  it("holds no token, no signed source and no address", async () => {
    const { videoId } = await delivered();
    const text = JSON.stringify(await proofOf(videoId));
    expect(text).not.toMatch(/\/d\/|public_url|k2\./);
    expect((await proofOf(videoId)).audit.entries.every(({ text: covered }) => covered === null)).toBe(true);
  });

  it("tells of every delivery of the video, the one that speaks for it first, and of copies that are gone or to come", async () => {
    const { videoId, deliveryId } = await delivered();
    const second = await delivered({ storage_prefix: "again" });
    expect(second.videoId).toBe(videoId);
    await db().copy.update({
      where: { deliveryId_store: { deliveryId, store: "local" } },
      data: { state: "missing" },
    });
    await db().copy.deleteMany({ where: { deliveryId: second.deliveryId } });
    const { deliveries } = await proofOf(videoId);
    expect(deliveries.map(({ audit_log_id: id, speaks }) => [id, speaks])).toEqual([
      [second.deliveryId, true],
      [deliveryId, false],
    ]);
    expect(
      deliveries.map(({ copies, checksum, replica_count: count }) => [copies[0]?.state, checksum.stored, count]),
    ).toEqual([
      ["waiting", null, 0],
      ["missing", null, 0],
    ]);
  });

  it("awaits nothing in a store that was emptied on purpose, and vouches for nothing in one that nobody looks at", async () => {
    const { videoId, deliveryId } = await delivered();
    const place = { deliveryId_store: { deliveryId, store: "local" } };
    await db().copy.update({ where: place, data: { store: "local:/former" } });
    const move = { source: "local", target: "local:/former", removeSource: true, total: 1, totalBytes: 1n };
    const { id } = await db().storageMove.create({
      data: { ...move, status: "finished", createdAt: new Date(), createdBy: "Ada" },
    });
    const [one] = (await proofOf(videoId)).deliveries;
    await db().storageMove.delete({ where: { id } });
    expect(one?.copies.map(({ store, state }) => [store, state])).toEqual([["local:/former", "verified"]]);
    expect([one?.replica_count, one?.checksum.stored]).toEqual([0, null]);
  });

  it("is there while nothing is published, with what there is", async () => {
    const answer = await desk.deliver({ checksum: `sha256:${"0".repeat(64)}` });
    expect(answer.status).toBe(422);
    const [row] = await desk.rows();
    const { deliveries } = await proofOf(row?.videoId ?? "");
    expect(deliveries[0]).toMatchObject({
      status: "failed",
      error_code: "checksum_mismatch",
      checksum: { claimed: `sha256:${"0".repeat(64)}`, stored: null },
      storage: { location: null },
      copies: [],
      links: [],
      staging: null,
    });
  });

  it("is bounded: the newest of many, and how many there are", async () => {
    const { videoId, deliveryId } = await delivered();
    const many = Array.from({ length: PROOF_LIMIT + 7 }, (_, n) => new Date(Date.now() - n * 1000));
    await db().fetch.createMany({ data: many.map((at) => ({ deliveryId, at, how: "watched", who: "Somebody" })) });
    const [one] = (await proofOf(videoId)).deliveries;
    expect([one?.fetches.length, one?.fetches_total]).toEqual([PROOF_LIMIT, PROOF_LIMIT + 7]);
    expect(one?.fetches[0]?.at).toBe(many[0]?.toISOString());
  });

  it("is for those who may read deliveries, and of videos that are there", async () => {
    const { key } = await perform(
      createApiKey,
      { name: "elsewhere", scopes: ["videos:read"] },
      insideCaller("cli", "test"),
    );
    const { videoId } = await delivered();
    expect((await asked(videoId, key ?? "")).status).toBe(403);
    expect((await asked("vid_00000000000000000000")).body).toMatchObject({ status: 404, code: "video_not_found" });
  });
});

describe("the trail in a proof", () => {
  it("is checked when it is asked for, and can be computed again by whoever reads the audit trail", async () => {
    const { videoId } = await delivered();
    await extendChain();
    await checkChain({ check_id: crypto.randomUUID(), actor_name: "test" });
    const { audit } = await proofOf(videoId, admin);
    expect(audit.chain).toMatchObject({ holds: true, finding: null, last_full_check: { state: "intact" } });
    expect(audit.chain.checked).toBe(audit.entries.filter(({ chain }) => chain !== null).length);
    expect(audit.entries_total).toBe(audit.entries.length);
    expect(audit.entries.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(["deliveries.publish", "deliveries.finish", "videos.register"]),
    );
    for (const { chain, text } of audit.entries) {
      if (!chain) continue;
      const hash = createHash("sha256")
        .update(chain.previous ?? "", "hex")
        .update(text ?? "");
      expect(hash.digest("hex")).toBe(chain.hash);
    }
    const [newest] = await db().auditLink.findMany({ orderBy: { seq: "desc" }, take: 1 });
    expect(audit.chain.head?.seq).toBe(Number(newest?.seq));
  });

  it("waits for what is new, and says so", async () => {
    const { videoId } = await delivered();
    const before = (await proofOf(videoId)).audit.chain;
    await extendChain();
    const after = (await proofOf(videoId)).audit.chain;
    expect([before.holds, after.holds, after.waiting]).toEqual([true, true, 0]);
    expect(after.checked).toBe(before.checked + before.waiting);
    const late = { now: new Date(Date.now() + DAY) };
    expect((await perform(getProof, { id: videoId }, callerOf("reviewer"), late)).audit.chain.holds).toBe(true);
  });

  it("does not hold once somebody has changed an entry, or taken it out of the chain", async () => {
    const { videoId, deliveryId } = await delivered();
    await extendChain();
    await asOwner(
      "UPDATE audit_entries SET actor_name = 'Nobody' WHERE subject = $1 AND operation = 'deliveries.finish'",
      [`delivery:${deliveryId}`],
    );
    const changed = (await proofOf(videoId)).audit;
    const entry = changed.entries.find(({ operation }) => operation === "deliveries.finish");
    expect(changed.chain.holds).toBe(false);
    expect(changed.chain.finding).toContain(entry?.id);

    const other = await delivered({ storage_prefix: "unlinked" });
    await extendChain();
    await asOwner("DELETE FROM audit_chain WHERE entry_id IN (SELECT id FROM audit_entries WHERE subject = $1)", [
      `delivery:${other.deliveryId}`,
    ]);
    const late = { now: new Date(Date.now() + DAY) };
    const { audit } = await perform(getProof, { id: other.videoId }, callerOf("reviewer"), late);
    expect(audit.chain.finding).toMatch(/never got into the chain|is missing/);
  });
});

describe("the digest", () => {
  it("is the SHA-256 of the answer without it, as a shell computes it from a saved copy", async () => {
    const { videoId } = await delivered({ metadata: { title: 'Größe "夜の港" \\ 🌉' } });
    const { body } = await asked(videoId);
    const file = join(desk.dataDir, "proof.json");
    writeFileSync(file, JSON.stringify(body));
    const told = execFileSync("sh", ["-c", SHELL, "sh", file]).toString().split(" ")[0];
    expect(`sha256:${told}`).toBe(body["digest"]);
    writeFileSync(file, JSON.stringify(body).replace("Größe", "Grösse"));
    expect(`sha256:${execFileSync("sh", ["-c", SHELL, "sh", file]).toString().split(" ")[0]}`).not.toBe(body["digest"]);
  });
});

/** As docs/proof.md gives it, with the file as an argument. */
const SHELL = String.raw`sed 's/,"digest":"sha256:[0-9a-f]*"}$/}/' "$1" | tr -d '\n' | sha256sum`;
