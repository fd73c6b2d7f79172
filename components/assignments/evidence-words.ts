import { bytesInWords } from "@/components/ui/words";
import type { AttemptOut, Evidence } from "@/lib/domain/publishing/contract";

type Call = Evidence["calls"][number];

const OUTCOMES: Readonly<Record<Call["outcome"], string>> = {
  answer: "answered",
  "not-sent": "nothing was sent",
  lost: "no whole answer came",
};

/** `POST example.com: answered 422 after 180 ms, 1.2 kB sent`. */
export function callInWords({ method, host, status, bytes_sent: bytes, ms, outcome }: Call): string {
  const answer = status === null ? OUTCOMES[outcome] : `${OUTCOMES[outcome]} ${status}`;
  const sent = bytes === null ? "" : `, ${bytesInWords(bytes)} sent`;
  return `${method} ${host}: ${answer} after ${ms.toLocaleString("en")} ms${sent}`;
}

/** The request that may have posted: of the last attempt, the last one whose bytes left. */
export function lastRequest(attempts: readonly AttemptOut[]): Call | null {
  const last = attempts.toSorted((left, right) => left.number - right.number).at(-1);
  return last?.evidence.calls.findLast(({ outcome }) => outcome !== "not-sent") ?? last?.evidence.calls.at(-1) ?? null;
}

const STATES: Readonly<Record<AttemptOut["state"], string>> = {
  sending: "sending",
  unknown: "outcome unknown",
  confirmed: "confirmed",
  rejected: "rejected",
  not_sent: "nothing sent",
  absent: "not there",
  repeated: "sent again, the same",
};

export const attemptStateInWords = (state: AttemptOut["state"]) => STATES[state];

const FOUND = { there: "found", absent: "not found", unsure: "not sure" } as const;

export const foundInWords = (found: keyof typeof FOUND) => FOUND[found];
