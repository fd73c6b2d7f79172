import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { ErrorCode, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { callerFromRequest } from "../caller";
import { framed, type Handler } from "../frame";
import { refuseForeignOrigin } from "../front/origin";
import { counted } from "../limits/budgets";
import { readText, refuseOddValues } from "../request";
import type { Method } from "../rest/addresses";
import { otherMethods } from "../rest/route";
import { mcpServer } from "./server";
import { Waits } from "./waits";

/** Of this process: a cancellation comes as a request of its own. */
const waits = new Waits();

/** What `app/api/mcp/route.ts` answers with. The protocol has a GET and a DELETE for servers that keep sessions; this one keeps none. */
export const mcpAddress = (): Record<Method, Handler> => {
  const others = otherMethods("POST");
  return { ...others, GET: others.DELETE, POST: overHttp };
};

/**
 * Streamable HTTP without sessions: every POST brings its key and is answered by a server of its own.
 * What HTTP itself refuses (no key, a foreign page, too much of anything) is a problem, as at every
 * address; what is wrong with the message is an error of JSON-RPC.
 */
const overHttp: Handler = framed(async (request, _params, requestId, headers) => {
  headers.set("cache-control", "no-store, no-transform");
  const caller = await counted({ request, answer: headers }, () => agentOf(request, requestId));
  const text = await readText(request);
  const message = readMessage(text);
  if (message instanceof Response) return message;

  const { id, cancels, wantsProgress } = aboutMessage(message);
  // Its answer is not waited for: whoever cancels has left, and the delivery goes on either way.
  if (cancels !== undefined) void waits.stop(waitOf(caller, cancels));
  const server = mcpServer({
    newRequestId: () => requestId,
    whoAsks: () => Promise.resolve(caller),
    during: (call) =>
      waits.during(waitOf(caller, id), (nobodyWaits) => call(AbortSignal.any([nobodyWaits, request.signal]))),
  });
  // Only whoever wants to hear of progress is answered in a stream of events.
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !wantsProgress });
  await server.connect(transport);
  const response = await transport.handleRequest(request, { parsedBody: message });
  if (!wantsProgress) await server.close();
  return response;
});

/** The service behind the key that the request itself brings; a cookie is nobody here. Throws refusals. */
async function agentOf(request: Request, requestId: string): Promise<Caller> {
  // A page of another site that reached us by our own address, through a name that changed its mind.
  if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) refuseForeignOrigin(request);
  if (!request.headers.has("authorization"))
    throw new Refusal("unauthenticated", "unauthenticated", "Send an API key as a bearer token.");
  return { ...(await callerFromRequest(request, requestId)), door: "mcp" };
}

/** One message, looked at before the library takes it; or the answer to what is none. */
function readMessage(text: string): JSONRPCMessage | Response {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return rpcError(ErrorCode.ParseError, "The body is not JSON.");
  }
  // A heap of calls in one request would be counted as one. The protocol has dropped such heaps.
  if (typeof message !== "object" || message === null || Array.isArray(message))
    return rpcError(ErrorCode.InvalidRequest, "Send one message at a time, as a JSON object.");
  try {
    // The two levels around a tool's arguments are the protocol's.
    refuseOddValues(message, -2);
  } catch (error) {
    if (error instanceof Refusal) return rpcError(ErrorCode.InvalidRequest, error.message);
    throw error;
  }
  return message as JSONRPCMessage;
}

const rpcError = (code: ErrorCode, message: string) =>
  Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status: 400 });

const RequestId = z.union([z.string(), z.number()]);
const Message = z.object({
  id: RequestId.optional().catch(undefined),
  method: z.string().optional().catch(undefined),
  params: z
    .object({
      requestId: RequestId.optional().catch(undefined),
      _meta: z
        .object({ progressToken: RequestId.optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

function aboutMessage(message: unknown) {
  const { id, method, params } = Message.parse(message);
  return {
    id,
    cancels: method === "notifications/cancelled" ? params?.requestId : undefined,
    wantsProgress: method === "tools/call" && id !== undefined && params?._meta?.progressToken !== undefined,
  };
}

/** Two agents that share a key may share a number too: then one who leaves shortens the other's waiting, and nothing else. */
const waitOf = ({ actorId }: Caller, id: string | number | undefined) => `${actorId} ${JSON.stringify(id)}`;
