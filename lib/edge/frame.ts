import type { Problem } from "@/lib/core/reply";
import { problemResponse, toProblem } from "./problem";
import { refuseOddValues, requestIdOf } from "./request";

/** Next hands over no params at all where an address has none. */
type Context = { params: Promise<Record<string, string | string[]> | undefined> };
type Refused = (request: Request, problem: Problem, headers: Record<string, string>) => Response;
export type Handler = (request: Request, context: Context) => Promise<Response>;

/**
 * A handler whose throws become problems; `answer` gets the request's id, and `headers` for what has
 * to stand on whichever answer comes of it, problems too. `refused` is for doors that show problems to people.
 */
export function framed(
  answer: (request: Request, params: Record<string, string>, requestId: string, headers: Headers) => Promise<Response>,
  refused: Refused = (_request, problem, headers) => problemResponse(problem, headers),
): Handler {
  return async (request, context) => {
    const requestId = requestIdOf(request);
    const headers = new Headers();
    try {
      const params = onlyTexts(await context.params);
      refuseOddValues(params);
      const response = await answer(request, params, requestId, headers);
      headers.forEach((value, name) => response.headers.set(name, value));
      response.headers.set("x-request-id", requestId);
      return response;
    } catch (error) {
      return refused(request, toProblem(error, requestId), Object.fromEntries(headers));
    }
  };
}

const onlyTexts = (params: Record<string, string | string[]> = {}) =>
  Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
