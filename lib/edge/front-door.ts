import { Server, type IncomingMessage, type ServerResponse } from "node:http";
import { Refusal } from "@/lib/core/refusal";
import { problemResponse, toProblem } from "./problem";

/** The methods that Next routes; it answers others with an empty page or a fault. */
const ROUTED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

type Emit = (event: string, ...args: unknown[]) => boolean;

/**
 * Refuses, before Next sees it, what Next would answer with a fault in plain text: a path whose
 * escapes are no UTF-8, and methods that no page knows. Called once, when the server starts.
 */
export function guardFrontDoor(): void {
  const emit = Reflect.get(Server.prototype, "emit") as Emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    if (event === "request") {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      const refusal = refusalFor(request);
      if (refusal) {
        void answer(refusal, response);
        return true;
      }
    }
    return Reflect.apply(emit, this, [event, ...args]);
  };
}

/** Null where there is nothing to refuse. */
export function refusalFor({
  method = "GET",
  url = "/",
}: {
  method?: string | undefined;
  url?: string | undefined;
}): Refusal | null {
  if (!ROUTED.has(method))
    return new Refusal("method_not_allowed", "method_not_allowed", "No address here takes this method.");
  try {
    decodeURIComponent(url.split("?")[0] ?? "");
    return null;
  } catch {
    return new Refusal("invalid", "invalid_request", "The path is not well-formed: its escapes are no UTF-8.");
  }
}

async function answer(refusal: Refusal, response: ServerResponse): Promise<void> {
  const problem = problemResponse(toProblem(refusal, crypto.randomUUID()), { connection: "close" });
  response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(await problem.text());
}
