import { expect, it } from "vitest";
import type { AttemptOut } from "@/lib/domain/publishing/contract";
import { callInWords, lastRequest } from "./evidence-words";

const call = {
  at: "2026-11-21T14:00:03.000Z",
  method: "POST",
  host: "hooks.example.com",
  status: 422,
  bytes_sent: 1200,
  ms: 180,
  outcome: "answer",
} as const;
const attempt = (number: number, calls: AttemptOut["evidence"]["calls"]): AttemptOut => ({
  number,
  state: "unknown",
  marker: "m",
  request_hash: "h",
  started_at: call.at,
  deadline: call.at,
  ended_at: null,
  remote_id: null,
  sentence: null,
  looks: 0,
  look_due_at: null,
  evidence: { calls, looks: [], decision: null },
});

it("says what a request came to", () => {
  expect(callInWords(call)).toBe("POST hooks.example.com: answered 422 after 180 ms, 1.2 kB sent");
  expect(callInWords({ ...call, status: null, bytes_sent: null, outcome: "lost", ms: 15_000 })).toBe(
    "POST hooks.example.com: no whole answer came after 15,000 ms",
  );
});

it("shows the request of the last attempt that may have posted", () => {
  const lost = { ...call, status: null, outcome: "lost" } as const;
  const unsent = { ...call, status: null, bytes_sent: 0, outcome: "not-sent" } as const;
  expect(lastRequest([attempt(2, [lost, unsent]), attempt(1, [call])])).toEqual(lost);
  expect(lastRequest([attempt(1, [unsent])])).toEqual(unsent);
  expect(lastRequest([])).toBeNull();
});
