import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { noteFetch } from "@/lib/domain/deliveries/fetches";
import type { Proof } from "@/lib/domain/proof/contract";
import { db } from "@/lib/infra/db";
import { call, keyOfRole } from "@/lib/testing/call";
import { delivering, recordOf } from "@/lib/testing/delivering";
import { LENGTH_HEADER } from "../front/body-headers";
import { drawProof } from "./proof-pages";
import { proofPdf } from "./proof";

const desk = await delivering();
let reviewer = "";

beforeAll(async () => {
  reviewer = await keyOfRole("reviewer");
});

async function delivered(title: string): Promise<{ videoId: string; deliveryId: string }> {
  const answer = await desk.deliver({ settings: { metadata: { title } } });
  const deliveryId = String(recordOf(answer.body)["audit_log_id"]);
  const { videoId } = await db().delivery.findUniqueOrThrow({ where: { id: deliveryId } });
  return { videoId, deliveryId };
}

const asked = (id: string, { key = reviewer, method = "GET", query = "" } = {}) =>
  proofPdf(
    new Request(`http://localhost:3000/api/v1/videos/${id}/proof.pdf${query}`, {
      method,
      headers: key === "" ? {} : { authorization: `Bearer ${key}` },
    }),
    { params: Promise.resolve({ id }) },
  );

/** Everything in a PDF that is packed, unpacked. */
function streamsOf(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf("stream\n"); at !== -1; at = pdf.indexOf("stream\n", at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === "end") continue;
    try {
      found.push(inflateSync(pdf.subarray(at + 7, pdf.indexOf("\nendstream", at))));
    } catch {
      // Not packed: nothing of ours.
    }
  }
  return found;
}

/** The JSON that is attached to it. */
function attachedTo(pdf: Buffer): Proof {
  const text = streamsOf(pdf)
    .map((stream) => stream.toString("utf8"))
    .find((stream) => stream.startsWith('{"generated_at"'));
  return JSON.parse(text ?? "{}") as Proof;
}

describe("the proof as a PDF", () => {
  it("is a file with the film's name, and brings the JSON it was drawn from, whose digest is right", async () => {
    const { videoId, deliveryId } = await delivered("Größe und Maß");
    await noteFetch({ deliveryId, linkId: null, how: "watched", who: "Mara Lind" });
    const answer = await asked(videoId);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-content-type-options")]).toEqual([
      200,
      "application/pdf",
      "nosniff",
    ]);
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename=\"Groe und Ma, proof of delivery.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20und%20Ma%C3%9F%2C%20proof%20of%20delivery.pdf",
    );
    const pdf = Buffer.from(await answer.arrayBuffer());
    expect(pdf.subarray(0, 8).toString()).toBe("%PDF-1.7");
    expect(answer.headers.get(LENGTH_HEADER)).toBe(String(pdf.length));
    const { digest, ...proof } = attachedTo(pdf);
    expect(proof.video.id).toBe(videoId);
    expect(`sha256:${createHash("sha256").update(JSON.stringify(proof)).digest("hex")}`).toBe(digest);
  });

  it("is the same from the same proof, byte for byte, whatever script its title is in", async () => {
    const { videoId } = await delivered("Plain");
    const { body } = await call("GET", "/api/v1/videos/{id}/proof", { key: reviewer, params: { id: videoId } });
    const proof = body as unknown as Proof;
    const titles = [
      "Größe",
      "Ελληνικά",
      "Привет, мир",
      "Tiếng Việt",
      "夜の港 🌉👨‍👩‍👧",
      "\u202Eabc",
      "e\u0301",
      "x".repeat(300),
      "﷽".repeat(40),
    ];
    for (const title of titles) {
      const told = { ...proof, video: { ...proof.video, title } };
      const [first, second] = [await drawProof(told), await drawProof(told)];
      expect(first.equals(second), title).toBe(true);
      expect(attachedTo(first).video.title).toBe(title);
    }
  });

  it("goes on to further pages where a list is long, and says how much it left to the JSON", async () => {
    const { videoId } = await delivered("Plain");
    const { body } = await call("GET", "/api/v1/videos/{id}/proof", { key: reviewer, params: { id: videoId } });
    const proof = body as unknown as Proof;
    const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;
    expect(pages(await drawProof(proof))).toBe(1);
    const [one] = proof.deliveries;
    if (!one) throw new Error("There is a delivery.");
    const fetches = Array.from({ length: 500 }, () => ({
      at: proof.generated_at,
      how: "watched",
      who: "Mara",
      link_id: null,
    }));
    const busy = { ...proof, deliveries: [{ ...one, fetches, fetches_total: 4711 }] };
    expect(pages(await drawProof(busy))).toBeGreaterThan(1);
  });

  it("asks who is there, what they may and which video is meant; a look at its headers draws nothing", async () => {
    const { videoId } = await delivered("Plain");
    expect((await asked(videoId, { key: "" })).status).toBe(401);
    expect((await asked("vid_00000000000000000000")).status).toBe(404);
    expect((await asked(videoId, { query: "?x=1" })).status).toBe(400);
    const head = await asked(videoId, { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, null]);
  });
});
