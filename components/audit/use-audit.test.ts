import { describe, expect, it } from "vitest";
import type { AuditCheck } from "@/lib/domain/audit/contract";
import { queryOf, type TrailFilters } from "./use-audit-filters";
import { tellingChecks } from "./use-audit";

const check = (id: string, state: AuditCheck["state"]): AuditCheck => ({
  id,
  at: "2026-11-20T12:00:00.000Z",
  actor_name: "worker",
  state,
  chained: 3,
  waiting: 0,
  head_hash: null,
  finding: null,
});

describe("what is told of the checks", () => {
  const told = (...checks: AuditCheck[]) => tellingChecks(checks).map(({ id }) => id);

  it("is the newest one", () => {
    expect(told()).toEqual([]);
    expect(told(check("b", "not_intact"), check("a", "intact"))).toEqual(["b"]);
  });

  it("is what the last finished one found beside one that was not finished: that hides nothing", () => {
    expect(told(check("c", "unfinished"), check("b", "unfinished"), check("a", "not_intact"))).toEqual(["c", "a"]);
    expect(told(check("c", "unfinished"))).toEqual(["c"]);
  });
});

describe("the filters of the trail", () => {
  const none: TrailFilters = {
    q: "",
    actor: null,
    operation: null,
    subject: null,
    door: null,
    outcome: null,
    request_id: null,
    from: null,
    to: null,
  };

  it("become a query that holds only what is filtered, with days as the moments at which they begin and end here", () => {
    expect(queryOf(none)).toBe("");
    const query = new URLSearchParams(
      queryOf({ ...none, door: "api", from: "2026-11-20", to: "2026-11-20" }, { limit: "50" }),
    );
    expect([...query.keys()].toSorted()).toEqual(["door", "from", "limit", "to"]);
    expect(Date.parse(query.get("from") ?? "")).toBe(new Date(2026, 10, 20).getTime());
    expect(Date.parse(query.get("to") ?? "")).toBe(new Date(2026, 10, 21).getTime());
  });
});
