"use client";

import { createContext, useContext } from "react";
import type { Asking } from "@/components/assignments/ask-dialog";
import type { Assignable } from "@/components/assignments/assign-dialog";
import type { Acting } from "@/components/assignments/use-assignments";

/** What the cells of the board do; the very same object for as long as the board stands, so that rows keep still. */
export interface BoardActs {
  readonly open: (assignmentId: string) => void;
  readonly act: Acting["mutate"];
  readonly ask: (asking: Asking) => void;
  readonly assign: (what: Assignable) => void;
}

const Acts = createContext<BoardActs | null>(null);

export const BoardActsProvider = Acts.Provider;

export function useBoardActs(): BoardActs {
  const acts = useContext(Acts);
  if (acts === null) throw new Error("A cell stands outside the board.");
  return acts;
}
