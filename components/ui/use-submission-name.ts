"use client";

import { useRef } from "react";
import { newIdempotencyKey } from "./api";

/**
 * Names a submission for its `Idempotency-Key`: the same again for the same fields, so that a second try
 * after a lost answer does nothing twice. `forget` once it has worked: the same fields sent anew are
 * another submission then, and what they said, a password say, is not kept.
 */
export function useSubmissionName(): { readonly nameOf: (input: object) => string; readonly forget: () => void } {
  const last = useRef({ text: "", name: "" });
  return {
    nameOf(input) {
      const text = JSON.stringify(input);
      if (last.current.text !== text) last.current = { text, name: newIdempotencyKey() };
      return last.current.name;
    },
    forget() {
      last.current = { text: "", name: "" };
    },
  };
}
