import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import { z } from "zod";
import type { Caller } from "@/lib/core/caller";
import { toProblem } from "../problem";
import { progressTeller } from "./progress";
import { refused } from "./result";
import { TOOLS } from "./tools";

/** A way for agents to come in: over HTTP, or over the streams of a program. */
export interface AgentsDoor {
  newRequestId(): string;
  /** Who asks, found out anew for each request. Throws refusals. */
  whoAsks(requestId: string): Promise<Caller>;
  /** Does what is asked, which hears when nobody waits for it any more. */
  during<T>(call: (nobodyWaits: AbortSignal) => Promise<T>): Promise<T>;
}

const INSTRUCTIONS = `Marquee is the desk where finished videos are handed over. publish_final_asset delivers an MP4 that passed QC: the desk fetches it, verifies it against its checksum, stores it and answers with a record and a signed link. Rehearse it with dry_run first where you are unsure. A refusal is a result with isError whose text is JSON: branch on code, do what next_step says, show detail to people and quote request_id. Nothing is dropped in silence: an argument nobody knows is refused.`;

/** The library makes one of its own for each server otherwise, and there is a server for each request. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

/** As much as the library leaves alone: it rebuilds what it parses, and an argument could get lost on the way. */
const CallTool = z.looseObject({ method: z.literal("tools/call"), params: z.looseObject({}).optional() });
const CallParams = z.object({
  name: z.string(),
  arguments: z.unknown(),
});

/** The tools as one server of the protocol; it serves one transport. */
export function mcpServer(door: AgentsDoor): McpServer {
  const mcp = new McpServer(
    { name: "marquee", title: "Marquee", version: "1" },
    { instructions: INSTRUCTIONS, jsonSchemaValidator },
  );
  // Told here and not above, where the library would add that it says when the list changes.
  mcp.server.registerCapabilities({ tools: {} });

  mcp.server.setRequestHandler(ListToolsRequestSchema, async () => {
    const requestId = door.newRequestId();
    try {
      const { scopes } = await door.during(() => door.whoAsks(requestId));
      return { tools: TOOLS.filter(({ permission }) => scopes.has(permission)).map(({ described }) => described) };
    } catch (error) {
      const problem = toProblem(error, requestId);
      throw new McpError(ErrorCode.InvalidRequest, problem.detail, problem);
    }
  });

  mcp.server.setRequestHandler(CallTool, async ({ params }, { signal, _meta, sendNotification }) => {
    const { name, arguments: args = {} } = CallParams.parse(params);
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${name.slice(0, 64)}.`);
    const progressToken = _meta?.progressToken;
    const tell =
      progressToken === undefined
        ? undefined
        : progressTeller((progress) =>
            sendNotification({ method: "notifications/progress", params: { progressToken, ...progress } }),
          );
    const requestId = door.newRequestId();
    try {
      return await door.during(async (nobodyWaits) => {
        const caller = await door.whoAsks(requestId);
        const asked = { caller, nobodyWaits: AbortSignal.any([nobodyWaits, signal]), tell };
        return tool.call(args as Record<string, unknown>, asked);
      });
    } catch (error) {
      return refused(error, requestId);
    }
  });

  return mcp;
}
