import { REFUSAL_META } from "@/lib/edge/mcp/result";
import { ask, jsonOf, type Answer } from "./ask";
import type { Door } from "./people";

interface ToolCall {
  readonly name: string;
  readonly args: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls a tool as an agent does over HTTP. */
export function callTool(
  { port, url }: Pick<Door, "port" | "url">,
  { name, args, headers }: ToolCall,
): Promise<Answer> {
  return askMcp({ port, url }, { method: "tools/call", params: { name, arguments: args }, headers });
}

/** Asks for the tools that somebody may use. */
export function listTools(door: Pick<Door, "port" | "url">, headers: ToolCall["headers"]): Promise<Answer> {
  return askMcp(door, { method: "tools/list", params: {}, headers });
}

function askMcp(
  { port, url }: Pick<Door, "port" | "url">,
  { method, params, headers }: { method: string; params: object; headers: ToolCall["headers"] },
): Promise<Answer> {
  return ask({
    port,
    method: "POST",
    path: "/api/mcp",
    headers: {
      ...headers,
      origin: url,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
}

/** The code of what was refused, by HTTP or by the tool; undefined where nothing was. */
export function toolRefusal(answer: Answer): string | undefined {
  const body = jsonOf(answer);
  if (answer.status !== 200) return String(body?.["code"]);
  const { _meta } = (body?.["result"] ?? {}) as { _meta?: Record<string, { code?: string }> };
  return _meta?.[REFUSAL_META]?.code;
}

export function toolNames(answer: Answer): string[] {
  const { tools = [] } = (jsonOf(answer)?.["result"] ?? {}) as { tools?: { name: string }[] };
  return tools.map(({ name }) => name);
}
