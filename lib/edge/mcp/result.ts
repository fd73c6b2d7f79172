import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { toProblem } from "../problem";
import { NEXT_STEPS } from "./next-steps";

/** An answer: as structured content, once more as text for clients that read nothing else, and what to do next. */
export function answered(output: unknown, hint?: string): CallToolResult {
  const content = [JSON.stringify(output), ...(hint === undefined ? [] : [hint])];
  return {
    content: content.map((text) => ({ type: "text", text })),
    structuredContent: output as Record<string, unknown>,
  };
}

/** Under this name a refusal's members stand in `_meta`, for programs. */
export const REFUSAL_META = "marquee/refusal";

/**
 * A refusal, as a result that a model can read and act on, and not as an error of the protocol, which
 * clients hide from it. No structured content: clients hold that against the output schema, even here.
 */
export function refused(error: unknown, requestId: string): CallToolResult {
  const { code, detail, ...rest } = toProblem(error, requestId);
  const next = NEXT_STEPS[code];
  const told = { code, detail, ...(next === undefined ? {} : { next_step: next }), ...rest };
  return {
    isError: true,
    content: [{ type: "text", text: JSON.stringify(told) }],
    _meta: { [REFUSAL_META]: told },
  };
}
