"use client";

import { useCallback } from "react";
import { useAddressFilters } from "@/components/ui/use-address-filters";
import { DOORS, type Door } from "@/lib/core/caller";
import { AUDIT_OUTCOMES } from "@/lib/domain/audit/contract";

/** What the audit screen shows. It lives in the address, so it can be shared and gone back to. */
export interface TrailFilters {
  readonly q: string;
  readonly actor: string | null;
  readonly operation: string | null;
  readonly subject: string | null;
  readonly door: Door | null;
  readonly outcome: (typeof AUDIT_OUTCOMES)[number] | null;
  readonly request_id: string | null;
  /** Whole days of the viewer's zone, `2026-11-21`, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

const NONE: TrailFilters = {
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

export function useAuditFilters() {
  const { filters, change } = useAddressFilters(read);
  const look = useCallback((q: string) => change({ q }), [change]);
  return { filters, change, look, clear: () => change(NONE) };
}

function read(params: URLSearchParams): TrailFilters {
  return {
    q: params.get("q") ?? "",
    actor: params.get("actor"),
    operation: params.get("operation"),
    subject: params.get("subject"),
    door: DOORS.find((door) => door === params.get("door")) ?? null,
    outcome: AUDIT_OUTCOMES.find((outcome) => outcome === params.get("outcome")) ?? null,
    request_id: params.get("request_id"),
    from: dayOf(params.get("from")),
    to: dayOf(params.get("to")),
  };
}

export const isFiltered = (filters: TrailFilters) => Object.values(filters).some(Boolean);

/** The filters as the API takes them: days become the moments at which they begin and end for the viewer. */
export function queryOf(filters: TrailFilters, more: Readonly<Record<string, string | null>> = {}): string {
  const { from, to, ...rest } = filters;
  const given = { ...rest, from: from && momentOf(from), to: to && momentOf(to, 1), ...more };
  return new URLSearchParams(
    Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString();
}

/** The begin of a day of the viewer's zone, or of one some days later. */
function momentOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

const dayOf = (text: string | null) =>
  text !== null && /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
