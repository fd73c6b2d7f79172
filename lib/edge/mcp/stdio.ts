import { setImmediate as aTurn } from "node:timers/promises";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Caller } from "@/lib/core/caller";
import { Refusal } from "@/lib/core/refusal";
import { serviceOfKey } from "@/lib/domain/access/key-queries";
import { counted } from "../limits/budgets";
import { mcpServer } from "./server";
import { Waits } from "./waits";

const HERE = "stdio";

/**
 * The tools over standard input and output, for the holder of a key, until the input ends or `stop`
 * fires. Whoever waits then is answered as things stand.
 */
export async function mcpOverStdio(key: string, stop: AbortSignal): Promise<void> {
  const waits = new Waits();
  const server = mcpServer({
    newRequestId: () => crypto.randomUUID(),
    whoAsks: (requestId) => counted({ request: { headers: new Headers() } }, () => serviceCalling(key, requestId)),
    during: (call) => waits.during(HERE, call),
  });
  const over = new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) process.stdin.once(event, resolve);
    process.stdout.once("error", resolve);
    stop.addEventListener("abort", () => resolve());
  });
  await server.connect(new StdioServerTransport());
  await over;
  await waits.stop(HERE);
  // What has just been answered is on its way out; closing now would keep it.
  await aTurn();
  await server.close();
}

/** Looked up at every call, so that a key that is revoked ends here too. Throws `unauthenticated`. */
async function serviceCalling(key: string, requestId: string): Promise<Caller> {
  const service = await serviceOfKey(key);
  if (!service)
    throw new Refusal("unauthenticated", "unauthenticated", "This key is unknown, expired, revoked or mistyped.");
  return {
    actorId: `key:${service.id}`,
    actorName: service.name,
    door: "mcp",
    scopes: new Set(service.scopes),
    requestId,
    address: null,
    onBehalfOf: null,
    sessionId: null,
  };
}
