import { expect, it } from "vitest";
import { getVideo } from "@/lib/domain/videos/operations/get-video";
import type { Target } from "./addressing";
import type { Answer } from "./ask";
import type { Knocker } from "./callers";
import { gap, leak, verdict } from "./matrix";

const stranger: Knocker = { name: "anonymous", headers: {}, rights: null };
const reviewer: Knocker = { name: "reviewer", headers: {}, rights: new Set(["videos:read"]) };
const target: Target = { address: "/api/v1/videos/{id}", method: "GET", permission: "videos:read", op: getVideo };
const answer = (status: number, code?: string): Answer => ({
  status,
  headers: {},
  rawHeaders: [],
  text: JSON.stringify({ code, title: "Harbour at night" }),
  milliseconds: 1,
});

it("who may what follows from permission and rights alone", () => {
  expect(verdict("videos:read", stranger)).toBe(401);
  expect(verdict("videos:read", reviewer)).toBe("in");
  expect(verdict("videos:write", reviewer)).toBe(403);
  expect(verdict("people:recover", stranger)).toBe("in");
  expect(verdict(null, reviewer)).toBe(405);
});

it("an answer to somebody who may not have it is a gap, and so is a refusal of somebody who may", () => {
  expect(gap(target, stranger, answer(200))).toContain("wants 401");
  expect(gap(target, stranger, answer(404, "video_not_found"))).toContain("wants 401");
  expect(gap(target, stranger, answer(401, "unauthenticated"))).toBeUndefined();
  expect(gap({ ...target, permission: "videos:write" }, reviewer, answer(400, "invalid_request"))).toContain(
    "wants 403",
  );
  expect(gap(target, reviewer, answer(403, "forbidden"))).toContain("may, but");
  expect(gap(target, reviewer, answer(404, "video_not_found"))).toBeUndefined();
});

it("a text that somebody may not read is noticed wherever it stands", () => {
  const markers = [{ text: "Harbour at night", rights: ["videos:read" as const] }];
  expect(leak(markers, stranger, answer(401))).toBe("Harbour at night");
  expect(leak(markers, reviewer, answer(200))).toBeUndefined();
});
