import type { Mutation } from "./mutation";

const ON_STAGE = "lib/domain/publishing/rules-of-publishing.test.ts";
const BY_ROWS = "lib/domain/publishing/rules-of-claims.test.ts";
const QUARANTINE = "lib/domain/publishing/quarantine.test.ts";
const OPERATIONS = "lib/domain/publishing/operations";

/** Ways to break what keeps two workers, and two tries, apart. */
export const APART: readonly Mutation[] = [
  {
    rule: "R5",
    what: "no quarantine: absence counts from the deadline on",
    file: "lib/domain/publishing/looks.ts",
    search: "const landed = deadline.getTime() + landsWithinMs;",
    replace: "const landed = deadline.getTime();",
    caughtBy: { file: QUARANTINE, story: "R5 not there before it can no longer land says nothing" },
  },
  {
    rule: "R5",
    what: "one look is enough",
    file: "lib/domain/publishing/looks.ts",
    search: 'if (absentSince === null) return { kind: "again", inMs: apart, absentSince: now };',
    replace: 'if (absentSince === null) return { kind: "absent" };',
    caughtBy: { file: QUARANTINE, story: "R5 not there once is not enough" },
  },
  {
    rule: "R5",
    what: "two looks right after one another are enough",
    file: "lib/domain/publishing/looks.ts",
    search: "const apart = Math.max(landsWithinMs, APART_MS);",
    replace: "const apart = APART_MS;",
    caughtBy: { file: QUARANTINE, story: "R5 not there once is not enough" },
  },
  {
    rule: "R5",
    what: "the first look comes before it can have landed",
    file: "lib/domain/publishing/outcomes.ts",
    search: "lookAfterMs: looks ? landsWithinMs : null",
    replace: "lookAfterMs: looks ? 0 : null",
    caughtBy: { file: QUARANTINE, story: "R5 by-search: nobody looks before it can no longer land" },
  },
  {
    rule: "R5",
    what: "where nobody can look, the same is sent again",
    file: "lib/domain/publishing/outcomes.ts",
    search: 'if (settles === "by-key" && number <= maxRetries) {',
    replace: 'if ((settles === "by-key" || settles === "by-hand") && number <= maxRetries) {',
    caughtBy: { file: QUARANTINE, story: "R5 by-hand: nobody looks before it can no longer land" },
  },
  {
    rule: "R5",
    what: "a person may say that it is not there while it can still land",
    file: `${OPERATIONS}/reconcile-assignment.ts`,
    search: "if (now < lands) throw mayStillLand(lands);",
    replace: "",
    caughtBy: { file: ON_STAGE, story: "R5 not even a person can say that it is not there" },
  },
  {
    rule: "R6",
    what: "an ending is written whoever has it by now",
    file: "lib/domain/publishing/outcome-store.ts",
    search: "WHERE a.id = o.id AND a.fence = o.fence AND a.status IN",
    replace: "WHERE a.id = o.id AND a.status IN",
    caughtBy: { file: BY_ROWS, story: "R6 who was taken over writes no ending" },
  },
  {
    rule: "R6",
    what: "taking over raises no fence",
    file: `${OPERATIONS}/lapse-attempts.ts`,
    search: "raiseFence: true,",
    replace: "raiseFence: false,",
    caughtBy: { file: BY_ROWS, story: "R6 who was taken over writes no ending" },
  },
  {
    rule: "R6",
    what: "an intent is written whoever has it by now",
    file: `${OPERATIONS}/begin-attempts.ts`,
    search:
      "AS o(id, fence, request_hash, attempt_id)\n        JOIN distribution_platform_status a ON a.id = o.id AND a.fence = o.fence AND",
    replace:
      "AS o(id, fence, request_hash, attempt_id)\n        JOIN distribution_platform_status a ON a.id = o.id AND",
    caughtBy: { file: BY_ROWS, story: "R6 who was taken over begins nothing" },
  },
  {
    rule: "R6",
    what: "a handle is kept whoever has it by now",
    file: `${OPERATIONS}/keep-bookmark.ts`,
    search: 'where: { id, fence, status: "scheduled" }',
    replace: 'where: { id, status: "scheduled" }',
    caughtBy: { file: BY_ROWS, story: "R6 who was taken over keeps no handle and prepares nothing" },
  },
  {
    rule: "R6",
    what: "preparing is finished whoever has it by now",
    file: `${OPERATIONS}/note-preparing.ts`,
    search: "error_message = NULL, revision = revision + 1\n        WHERE id = ${id}::uuid AND fence = ${fence} AND",
    replace: "error_message = NULL, revision = revision + 1\n        WHERE id = ${id}::uuid AND",
    caughtBy: { file: BY_ROWS, story: "R6 who was taken over keeps no handle and prepares nothing" },
  },
  {
    rule: "R7",
    what: "the worker's clock says what is due",
    file: "lib/domain/publishing/due.ts",
    search: "a.due_at <= ${present} + ${deaths",
    replace: "a.due_at <= ${new Date()} + ${deaths",
    caughtBy: { file: BY_ROWS, story: "R7 a worker whose clock is ahead takes up nothing before its time" },
  },
  {
    rule: "R7",
    what: "who takes something up waits for others who do",
    file: `${OPERATIONS}/claim-due.ts`,
    search: "FOR UPDATE OF a SKIP LOCKED)",
    replace: "FOR UPDATE OF a)",
    caughtBy: { file: BY_ROWS, story: "R7 nobody waits for what another is taking up" },
  },
  {
    rule: "R7",
    what: "two workers take up the same",
    file: `${OPERATIONS}/claim-due.ts`,
    search: "FOR UPDATE OF a SKIP LOCKED)",
    replace: ")",
    caughtBy: { file: BY_ROWS, story: "R7 of ten workers at once each one is taken up by one" },
  },
  {
    rule: "R7",
    what: "what was taken up ahead is sent ahead",
    file: "lib/workers/dispatcher/send-claimed.ts",
    search: "  await waitUntil(dueAt);\n",
    replace: "",
    caughtBy: { file: ON_STAGE, story: "R7 nothing is early, not by a millisecond" },
  },
];
