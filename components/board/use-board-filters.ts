"use client";

import { useCallback } from "react";
import { useAddressFilters } from "@/components/ui/use-address-filters";
import { AssignmentStatus, CAUSES, type Cause } from "@/lib/domain/assignments/contract";
import { Needs } from "@/lib/domain/publishing/contract";
import { DAYS, type Days } from "./days";

/** What the board shows. It lives in the address, so it can be shared, saved and gone back to. */
export interface BoardFilters {
  readonly q: string;
  readonly needs: Needs | null;
  readonly status: AssignmentStatus | null;
  readonly cause: Cause | null;
  readonly channel: string | null;
  readonly when: Days | null;
}

/** Beside them stands the one assignment that is open. */
interface BoardAddress extends BoardFilters {
  readonly assignment: string | null;
}

const NONE: BoardFilters = { q: "", needs: null, status: null, cause: null, channel: null, when: null };

export function useBoardFilters() {
  const { filters, change } = useAddressFilters(read);
  const { assignment, ...board } = filters;
  // The rows of the board are drawn anew where what they were handed is another: this one stays.
  const open = useCallback((id: string | null) => change({ assignment: id }), [change]);
  return {
    filters: board,
    assignment,
    change: (patch: Partial<BoardFilters>) => change(patch),
    open,
    clear: () => change(NONE),
  };
}

function read(params: URLSearchParams): BoardAddress {
  return {
    q: params.get("q") ?? "",
    needs: Needs.options.find((one) => one === params.get("needs")) ?? null,
    status: AssignmentStatus.options.find((one) => one === params.get("status")) ?? null,
    cause: CAUSES.find((one) => one === params.get("cause")) ?? null,
    channel: params.get("channel"),
    when: DAYS.find((one) => one === params.get("when")) ?? null,
    assignment: params.get("assignment"),
  };
}

export const isFiltered = (filters: BoardFilters) => queryOf(filters) !== "";

/** The filters as a view keeps them: what is on, in a fixed order. */
export function queryOf(filters: BoardFilters): string {
  const on = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(on.toSorted(([left], [right]) => left.localeCompare(right))).toString();
}
